import { App, Stack } from 'aws-cdk-lib';
import { FeaturePlan, UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { DenialReason, TokenAssertions } from 'cdk-cognito-token-enricher';
import { createTokens } from './resource';

const backend = new Stack(new App(), 'Backend');
const members = new Table(backend, 'Member', { partitionKey: { name: 'userId', type: AttributeType.STRING } });
const tokens = createTokens(new Stack(backend, 'tokens'), new UserPool(backend, 'UserPool', { featurePlan: FeaturePlan.ESSENTIALS }), members);
const tables = { member: [{ userId: 'jane', tenant: 'acme', plan: 'pro' }, { userId: 'john', tenant: 'globex' }] };

test('a member has the tenant and the plan of their item', () => {
  const jane = TokenAssertions.of(tokens.preview({ userAttributes: { sub: 'jane' }, tables }));
  jane.hasClaim('tenant', 'acme');
  jane.hasClaim('plan', 'pro');
});

test('others have neither', () => {
  const { accessToken } = tokens.preview({ userAttributes: { sub: 'nobody' }, tables });
  expect(accessToken).not.toHaveProperty('tenant');
  expect(accessToken).not.toHaveProperty('plan');
});

test('without the table nobody signs in', () => {
  TokenAssertions.of(tokens.preview({ userAttributes: { sub: 'jane' }, failingSources: ['member'] })).isDenied(DenialReason.READ);
});
