import { ClaimRule, Condition, DenyRule, GroupRule, RuleMode, ScopeRule, Subject, Value } from '../../../src';
import { TestApp } from '../../support/app';
import { describeWarning } from '../../support/checks';

const verified = Value.verifiedEmail();
const atCorp = verified.endsWith('@corp.example');
const sent = (key = 'mode') => Value.untrustedClientMetadata(key);
const deny = (condition: Condition) => ({ deny: [DenyRule.when(condition, 'No')] });
const switched = (app: TestApp) => app.source('membership', { key: { id: Value.template('{{user.sub}}#{{metadata.tenant | urlEncode}}') } });
const staff = Value.literal(['staff']);

describeWarning('CallerCanAvoid', {
  invalid: [
    { name: 'a denial by a verified address', props: () => deny(atCorp), says: ['deny[0].condition', 'the rule does not apply if verifiedEmail() is absent', 'they change their address', 'Value.sub() as the key'] },
    { name: 'a denial by a verified phone number', props: () => deny(Value.verifiedPhoneNumber().startsWith('+49')), says: ['verifiedPhoneNumber()'] },
    { name: 'a denial that needs a group too', props: () => deny(Condition.all(Condition.inGroup('a'), atCorp)), says: ['verifiedEmail()'] },
    { name: 'a denial by a requested scope', props: () => deny(Condition.hasScope('api/write')), says: ['the requested scope', 'nobody has to request a scope'] },
    { name: 'a denial by metadata', props: () => deny(sent().isEqualTo('legacy')), says: ["untrustedClientMetadata('mode') is absent", 'the caller does not have to send it'] },
    { name: 'a scope that is taken away by metadata', props: () => ({ scopes: [ScopeRule.suppress('api/write', { when: sent().isPresent() })] }), says: ['scopes[0].when', 'untrustedClientMetadata'] },
    { name: 'scopes that are cut for those who have one', props: () => ({ scopes: [ScopeRule.keepOnly(Value.literal(['api/read']), { when: Condition.hasScope('api/limited') })] }), says: ['scopes[0].when', 'the requested scope'] },
    { name: 'a denial by an item that the caller chooses', props: app => deny(switched(app).attribute('suspended').isTrue()), says: ["the key of the source 'membership' needs untrustedClientMetadata('tenant'): the caller does not have to send it", 'Value.sub() as the key'] },
    { name: 'a denial by an item that the user chooses', props: app => deny(app.source('own', { key: { id: Value.template('{{user.sub}}#{{user.email | urlEncode}}') } }).exists()), says: ['contains email(), which the user chooses', 'as the whole key'] },
    { name: 'a denial by an item under a verified address', props: app => deny(app.source('mail', { key: { id: verified } }).attribute('banned').isTrue()), says: ["the key of the source 'mail' needs verifiedEmail(): users make it absent"] },
    { name: 'a denial by an item under a requested scope', props: app => deny(app.source('scope', { key: { id: Value.scopes().first() } }).exists()), says: ['needs scopes(): nobody has to request a scope'] },
    { name: 'a denial if such an item exists', props: app => deny(switched(app).exists()), says: ["source 'membership'"] },
    { name: 'a scope for those without an address', props: () => ({ scopes: [ScopeRule.add('api/write', { when: Condition.none(verified.isPresent()) })] }), says: ['the rule also grants if verifiedEmail() is absent'] },
    { name: 'a scope for those who do not ask for another', props: () => ({ scopes: [ScopeRule.add('api/write', { when: Condition.none(Condition.hasScope('api/limited')) })] }), says: ['the rule also grants if'] },
    { name: 'the other side of a choice', props: () => ({ scopes: [ScopeRule.addAll(Value.choose(Condition.hasScope('limited'), Value.literal(['api/read']), Value.literal(['api/write'])))] }), says: ['scopes[0].value'] },
    { name: 'a fallback', props: () => ({ groups: [GroupRule.set({ groups: Value.listOf(verified).lookup({ 'a@b.c': 'guest' }).orElse(staff), iamRoles: Value.listOf() })] }), says: ['groups[0].groups', 'verifiedEmail()'] },
  ],
  valid: [
    { name: 'a denial without a verified address', props: () => deny(Condition.none(atCorp)) },
    { name: 'a denial by a group or a table', props: app => deny(Condition.any(Condition.inGroup('banned'), app.source().attribute('banned').isTrue())) },
    { name: 'a denial without a scope', props: () => deny(Condition.none(Condition.hasScope('api/read'))) },
    { name: 'a scope for a verified address', props: () => ({ scopes: [ScopeRule.add('api/write', { when: atCorp })] }) },
    { name: 'a scope for those who have another', props: () => ({ scopes: [ScopeRule.add('api/write', { when: Condition.hasScope('api/read') })] }) },
    { name: 'a scope for a member that the caller chooses', props: app => ({ scopes: [ScopeRule.add('api/write', { when: switched(app).attribute('role').isEqualTo('editor') })] }) },
    { name: 'scopes without a fallback', props: () => ({ scopes: [ScopeRule.addAll(Value.listOf(verified).lookup({ 'a@b.c': 'api/write' }))] }) },
    { name: 'a rule in shadow', props: () => ({ deny: [DenyRule.when(atCorp, 'No', { mode: RuleMode.SHADOW })] }) },
    { name: 'a machine, which has no address', props: () => ({ scopes: [ScopeRule.suppress('api/write', { subjects: [Subject.MACHINE], when: Condition.hasScope('api/limited') })] }) },
    { name: 'a claim that decides nothing', props: () => ({ claims: [ClaimRule.set('a', Value.literal('x'), { when: Condition.none(Condition.hasScope('x')) })] }) },
  ],
});

test('a chain of sources is looked at once, however often a key uses the source before it', () => {
  const app = new TestApp();
  let last = app.source('s0', { key: { id: verified } });
  for (let index = 1; index <= 40; index++) {
    last = app.source(`s${index}`, { key: { id: Value.listOf(last.attribute('a'), last.attribute('b')).join('#') } });
  }
  app.enricher(deny(last.attribute('x').isTrue()));
  expect(app.warnings().filter(text => text.includes('CallerCanAvoid'))).toHaveLength(1);
});

test('the way out is one that the rule has: a denial has no IfAbsent', () => {
  const app = new TestApp();
  app.enricher(deny(app.source('own', { key: { id: Value.template('{{user.sub}}#{{user.email | urlEncode}}') } }).exists()));
  const warnings = app.warnings().filter(text => text.includes('CallerCanAvoid')).join();
  expect(warnings).toContain('as the whole key');
  expect(warnings).not.toContain('IfAbsent');
});
