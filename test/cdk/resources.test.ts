import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { resourceBehind } from '../../src/cdk/resources';
import { newApp, poolIn } from '../support/stacks';

const POOL = 'AWS::Cognito::UserPool';

test.each<[string, (pool: cognito.UserPool, stack: Stack) => string | undefined, readonly string[], boolean]>([
  ['an id', pool => pool.userPoolId, [POOL], true],
  ['an ARN', pool => pool.userPoolArn, [POOL], true],
  ['an ARN that is put together', (pool, stack) => stack.formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: pool.userPoolId }), [POOL], true],
  ['the id of an import of it', (pool, stack) => cognito.UserPool.fromUserPoolId(stack, 'Imported', pool.userPoolId).userPoolId, [POOL], true],
  ['one of several types', pool => pool.userPoolId, ['AWS::DynamoDB::Table', POOL], true],
  ['any type', pool => pool.userPoolId, [], true],
  ['another type', pool => pool.userPoolId, ['AWS::DynamoDB::Table'], false],
  ['a parameter', (_, stack) => new CfnParameter(stack, 'Parameter').valueAsString, [POOL], false],
  ['an import of another stack', () => Fn.importValue('pool'), [POOL], false],
  ['a string that is known', () => 'us-east-1_abc', [POOL], false],
  ['nothing', () => undefined, [POOL], false],
])('behind %s', (_, textOf, types, isFound) => {
  const stack = new Stack(newApp(), 'A');
  const pool = poolIn(stack);
  expect(resourceBehind(textOf(pool, stack), ...types)).toBe(isFound ? pool.node.defaultChild : undefined);
});
