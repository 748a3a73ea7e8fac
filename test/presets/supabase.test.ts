import { FeaturePlan, LambdaVersion, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Condition, Preset, Subject, TokenType, TriggerSource, Value, type SupabaseOptions } from '../../src';
import { errorOf, TestApp } from '../support/app';
import { reportOf } from '../support/pool-app';

const enricher = (options?: SupabaseOptions) => new TestApp().enricher({ claims: Preset.supabase(options) });

test('the documented claim is in both tokens', () => {
  const { idToken, accessToken } = enricher().preview();
  expect(idToken).toMatchObject({ role: 'authenticated' });
  expect(accessToken).toMatchObject({ role: 'authenticated' });
  expect(enricher().triggerVersion).toBe(LambdaVersion.V2_0);
});

test('the ID token alone requires V1_0', () => {
  const idOnly = enricher({ tokens: [TokenType.ID] });
  expect(idOnly.triggerVersion).toBe(LambdaVersion.V1_0);
  expect(idOnly.preview().idToken).toMatchObject({ role: 'authenticated' });
  expect(idOnly.preview().accessToken).not.toHaveProperty('role');
});

test('both tokens are an error with the Lite plan', () => {
  const app = new TestApp();
  const userPool = new UserPool(app.stack, 'Lite', { featurePlan: FeaturePlan.LITE });
  expect(errorOf(() => {
    app.enricher({ userPool, claims: Preset.supabase() });
    app.app.synth();
  })).toContain('FeaturePlan');
});

test('user-written values do not decide', () => {
  const { accessToken } = enricher().preview({
    userAttributes: { 'custom:plan': 'service_role' }, groups: ['service_role'], clientMetadata: { role: 'service_role' },
  });
  expect(accessToken!.role).toBe('authenticated');
});

test('synthesis fails for user-written values in the condition, but not for groups', () => {
  const report = (when: Condition) => reportOf({ claims: Preset.supabase({ when }) });
  expect(report(Value.userAttribute('nickname').isPresent())).toContain('claims[0].when: Provenance');
  expect(report(Condition.inGroup('staff'))).toBe('');
});

test('with a condition, all other users stay anonymous', () => {
  const staff = enricher({ when: Condition.inGroup('staff') });
  expect(staff.preview({ groups: ['staff'] }).accessToken).toMatchObject({ role: 'authenticated' });
  expect(staff.preview().accessToken).not.toHaveProperty('role');
  expect(staff.preview().idToken).not.toHaveProperty('role');
});

test('machines have it if the rule applies to them', () => {
  const machine = { triggerSource: TriggerSource.CLIENT_CREDENTIALS };
  expect(enricher().preview(machine).accessToken).not.toHaveProperty('role');
  expect(enricher({ subjects: [Subject.USER, Subject.MACHINE] }).preview(machine).accessToken).toMatchObject({ role: 'authenticated' });
});
