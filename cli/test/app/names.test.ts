import type { Stack } from '../../src/app/cloud-assembly';
import { Deployment } from '../../src/app/deployment';

/** Inherited property names of every object. A template never means these. */
const NAMES = ['constructor', 'toString', 'hasOwnProperty', '__proto__'];

const stack: Stack = { templateFile: '', folder: '', name: 'Stack', path: 'Stack', region: 'us-east-1', account: '123456789012', template: {}, metadata: {}, pathOf: id => `Stack/${id}` };

describe.each(NAMES)('%s', name => {
  const deployment = new Deployment([stack], {});
  const standIn = /^local-stack-/;

  test.each<[string, unknown]>([
    ['a reference', { Ref: name }],
    ['an attribute', { 'Fn::GetAtt': [name, 'Arn'] }],
    ['a text with a reference', { 'Fn::Sub': `\${${name}}` }],
    ['an entry of a map', { 'Fn::FindInMap': [name, name, name] }],
  ])('is known only at deployment, as %s', (_, value) => {
    expect(deployment.resolve(value, stack)).toMatch(standIn);
  });

  test('is not a condition that is true', () => {
    expect(deployment.resolve({ 'Fn::If': [name, 'then', 'otherwise'] }, stack)).toBe('otherwise');
  });

  test('is not a property of a resource', () => {
    expect(deployment.property({ stack, logicalId: 'A', resource: { Type: 'AWS::SQS::Queue', Properties: {} } }, name)).toBeUndefined();
  });

  test('has the value from the template', () => {
    const template = { Parameters: { [name]: { Type: 'String', Default: 'x' } } };
    expect(deployment.resolve({ Ref: name }, { ...stack, template })).toBe('x');
  });
});
