import { hasKnownMembers, isIntrinsic } from '../../src/cdk/token-content';

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
