import { LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import { OnError, Preset, TokenType, TriggerSource, Value, type AmplifyOptions } from '../../src';
import { errorOf, TestApp } from '../support/app';
import { reportOf } from '../support/pool-app';

const SUB = '11111111-2222-4333-8444-555555555555';
const enricher = (options: AmplifyOptions) => new TestApp().enricher({ claims: Preset.amplify(options) });

test('the documented claims are in both tokens, and the usual ones stay', () => {
  const { idToken, accessToken } = enricher({ groupClaim: 'user_groups', identityClaim: 'user_id' }).preview({ groups: ['Moderator'] });
  const documented = { 'user_groups': ['Moderator'], 'user_id': SUB, 'cognito:groups': ['Moderator'], 'sub': SUB };
  expect(idToken).toMatchObject(documented);
  expect(accessToken).toMatchObject(documented);
});

test('without groups the claim is an empty list', () => {
  expect(enricher({ groupClaim: 'user_groups' }).preview().accessToken!.user_groups).toEqual([]);
});

test('groups from a table', () => {
  const app = new TestApp();
  const groups = app.source('profile', { onError: OnError.OMIT }).attribute('groups');
  const fromTable = app.enricher({ claims: Preset.amplify({ groupClaim: 'user_groups', groups }) });
  expect(fromTable.preview({ items: { profile: { groups: ['Moderator'] } }, groups: ['other'] }).accessToken!.user_groups).toEqual(['Moderator']);
  expect(fromTable.preview({ groups: ['other'] }).accessToken).not.toHaveProperty('user_groups');
  expect(fromTable.preview({ failingSources: ['profile'], groups: ['other'] }).denial).toMatchObject({ reason: 'UNCERTAIN', rule: 'claims[0]' });
});

test('synthesis fails for user-written values, and only for these', () => {
  const report = (options: AmplifyOptions) => reportOf({ claims: Preset.amplify({ groupClaim: 'user_groups', identityClaim: 'user_id', ...options }) });
  expect(report({ groups: Value.listOf(Value.userAttribute('nickname')) })).toContain('claims[0].value: Provenance');
  expect(report({ identity: Value.email() })).toContain('claims[1].value: Provenance');
  expect(report({ when: Value.userAttribute('nickname').isPresent() })).toContain('claims[0].when: Provenance');
  expect(report({ identity: Value.verifiedEmail() })).toBe('');
});

test('an absent identity causes no claim', () => {
  const byEmail = enricher({ identityClaim: 'user_id', identity: Value.verifiedEmail() });
  expect(byEmail.preview({ userAttributes: { email: 'a@b.c', email_verified: 'true' } }).accessToken!.user_id).toBe('a@b.c');
  expect(byEmail.preview({ userAttributes: { email: 'a@b.c' } }).accessToken).not.toHaveProperty('user_id');
});

test('an identity in the ID token requires V1_0, where a list of groups is an error', () => {
  const options = { identityClaim: 'user_id', tokens: [TokenType.ID] };
  expect(enricher(options).triggerVersion).toBe(LambdaVersion.V1_0);
  const claims = Preset.amplify({ ...options, groupClaim: 'user_groups' });
  expect(errorOf(() => new TestApp().enricher({ claims, triggerVersion: LambdaVersion.V1_0 }))).toContain('claims[0]');
});

test('without names there are no rules, and reserved names are an error', () => {
  expect(Preset.amplify({})).toEqual([]);
  expect(errorOf(() => enricher({ identityClaim: 'username' }))).toContain('ReservedClaim');
  expect(errorOf(() => enricher({ groupClaim: 'cognito:groups' }))).toContain('ReservedClaim');
});

test('machines have no claim', () => {
  const both = enricher({ groupClaim: 'user_groups', identityClaim: 'user_id' });
  const { accessToken } = both.preview({ triggerSource: TriggerSource.CLIENT_CREDENTIALS });
  expect(accessToken).not.toHaveProperty('user_groups');
  expect(accessToken).not.toHaveProperty('user_id');
});
