import { App } from 'aws-cdk-lib';
import { FirstRegionStack, SecondRegionStack } from './stacks';
import { TokenAssertions } from 'cdk-cognito-token-enricher';

const account = '111122223333';
const [one, other] = ['us-east-1', 'eu-west-1'].map(region => ({ env: { account, region }, crossRegionReferences: true }));
const app = new App();
const first = new FirstRegionStack(app, 'First', { ...one, replicaRegion: 'eu-west-1' });
const second = new SecondRegionStack(app, 'Second', { ...other, userPoolId: first.userPool.userPoolId, table: first.table.replica('eu-west-1') });

test.each([['first', first.enricher], ['second', second.enricher]])('the %s Region issues the plan of the item', (_, enricher) => {
  const tables = { profile: [{ id: 'jane', plan: 'pro' }] };
  TokenAssertions.of(enricher.preview({ userAttributes: { sub: 'jane' }, tables })).hasClaim('plan', 'pro');
  expect(enricher.preview({ userAttributes: { sub: 'nobody' }, tables }).accessToken).not.toHaveProperty('plan');
});

test('both have the same contract', () => {
  const tables = (text: string): string => text.slice(text.indexOf('## ID token'), text.indexOf('## Sources'));
  expect(tables(second.enricher.contract.markdown())).toBe(tables(first.enricher.contract.markdown()));
});
