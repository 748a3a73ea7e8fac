import type { Stack } from '../../src/app/cloud-assembly';
import { Deployment } from '../../src/app/deployment';

/** What every object has a member of, and no template means by it. */
const NAMES = ['constructor', 'toString', 'hasOwnProperty', '__proto__'];

const stack: Stack = { folder: '', name: 'Stack', path: 'Stack', region: 'us-east-1', account: '123456789012', template: {}, pathOf: id => `Stack/${id}` };

describe.each(NAMES)('%s', name => {
  const deployment = new Deployment([stack], {});
  const standIn = /^local-stack-/;

  test.each<[string, unknown]>([
    ['a reference', { Ref: name }],
    ['an attribute', { 'Fn::GetAtt': [name, 'Arn'] }],
    ['a text with a reference', { 'Fn::Sub': `\${${name}}` }],
    ['an entry of a map', { 'Fn::FindInMap': [name, name, name] }],
  ])('is known to the deployment alone, as %s', (_, value) => {
    expect(deployment.resolve(value, stack)).toMatch(standIn);
  });

  test('is no condition that holds', () => {
    expect(deployment.resolve({ 'Fn::If': [name, 'then', 'otherwise'] }, stack)).toBe('otherwise');
  });

  test('is no property of a resource', () => {
    expect(deployment.property({ stack, logicalId: 'A', resource: { Type: 'AWS::SQS::Queue', Properties: {} } }, name)).toBeUndefined();
  });

  test('is what a template says of it', () => {
    const template = { Parameters: { [name]: { Type: 'String', Default: 'x' } } };
    expect(deployment.resolve({ Ref: name }, { ...stack, template })).toBe('x');
  });
});
