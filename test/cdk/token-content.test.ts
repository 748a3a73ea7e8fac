import { describeContent, hasKnownMembers, isIntrinsic, withoutConstantVariables } from '../../src/cdk/token-content';

test.each<[string, unknown, { readonly intrinsic: boolean; readonly members: boolean }]>([
  ['a reference', { Ref: 'Pool' }, { intrinsic: true, members: false }],
  ['a function', { 'Fn::If': ['Condition', 1, 2] }, { intrinsic: true, members: false }],
  ['a map', { PreSignUp: 'arn' }, { intrinsic: false, members: true }],
  ['a map with intrinsics in it', { PreSignUp: { Ref: 'Function' } }, { intrinsic: false, members: true }],
  ['an empty map', {}, { intrinsic: false, members: true }],
  ['a map that a transform adds to', { 'Fn::Transform': { Name: 'AWS::Include' }, 'PreSignUp': 'arn' }, { intrinsic: false, members: false }],
  ['a string', 'Ref', { intrinsic: false, members: false }],
  ['nothing', undefined, { intrinsic: false, members: false }],
])('%s', (_, value, { intrinsic, members }) => {
  expect(isIntrinsic(value)).toBe(intrinsic);
  expect(hasKnownMembers(value)).toBe(members);
});

test.each<[string, unknown, unknown]>([
  ['a Sub of constants', ['${Region}_${Id}', { Region: 'us-east-1', Id: 'abc' }], 'us-east-1_abc'],
  ['a Sub without variables', 'us-east-1_abc', 'us-east-1_abc'],
  ['a Sub with an escaped variable', 'a${!Id}', 'a${Id}'],
  ['a Sub of a constant and a name', ['${Region}_${Pool}', { Region: 'us-east-1' }], undefined],
  ['a Sub of a reference', ['${Id}', { Id: { Ref: 'Pool' } }], undefined],
  ['a Sub of an attribute', '${Pool.Arn}', undefined],
  ['a Sub that is no text', [1], undefined],
])('%s', (_, content, expected) => {
  const value = { 'Fn::Sub': content };
  expect(withoutConstantVariables(value)).toEqual(expected ?? value);
});

const ARN = { 'Fn::GetAtt': ['Table', 'Arn'] };

test.each<[string, unknown, string]>([
  ['a reference', { Ref: 'Table' }, 'Table'],
  ['a part of an ARN', { 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'TableArn' }] }] }, 'part of TableArn'],
  ['a part of a part', { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::Select': [5, { 'Fn::Split': [':', { Ref: 'TableArn' }] }] }] }] }, 'part of TableArn'],
  ['a member of a list', { 'Fn::Select': [1, { Ref: 'List' }] }, '{"Fn::Select":[1,"List"]}'],
  ['another function', ARN, JSON.stringify(ARN)],
])('the description of %s', (_, value, expected) => {
  expect(describeContent(value)).toBe(expected);
});
