import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ExistingPoolStack } from './stack';
import { TokenAssertions, TokenType } from 'cdk-cognito-token-enricher';

const userPoolId = 'us-east-1_a1b2c3d4e';

test('groups with the prefix are roles', () => {
  const { enricher } = new ExistingPoolStack(new App(), 'Test', { userPoolId });
  TokenAssertions.of(enricher.preview({ groups: ['app-admin', 'us-east-1_a1b2c3d4e_Corporate'] })).hasClaim('roles', ['admin'], TokenType.ACCESS);
  TokenAssertions.of(enricher.preview()).hasClaim('roles', [], TokenType.ACCESS);
});

test('at first, the function by hand decides', () => {
  const stack = new ExistingPoolStack(new App(), 'Test', { userPoolId, comparedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:by-hand' });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    Policies: [{ PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'lambda:InvokeFunction' })]) } }],
  });
});
