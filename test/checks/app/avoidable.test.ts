import { ClaimRule, Condition, DenyRule, GroupRule, OnLimit, RuleMode, ScopeRule, Subject, TableSource, Value } from '../../../src';
import { TestApp } from '../../support/app';
import { describeWarning } from '../../support/checks';

const verified = Value.verifiedEmail();
const atCorp = verified.endsWith('@corp.example');
const sent = (key = 'mode') => Value.untrustedClientMetadata(key);
const deny = (condition: Condition) => ({ deny: [DenyRule.when(condition, 'No')] });
const switched = (app: TestApp) => app.source('membership', { key: { id: Value.template('{{user.sub}}#{{metadata.tenant | urlEncode}}') } });
const staff = Value.literal(['staff']);
const reads = Value.literal(['api/read']);
const all = Value.literal(['api/read', 'api/write']);
const authorized = (role: string, when?: Condition) => ClaimRule.set('role', Value.literal(role), { usedForAuthorization: true, when });
const strikes = (app: TestApp) => TableSource.query('strikes', { table: app.table, key: { id: verified }, limit: 5, onLimit: OnLimit.CUT });

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
    { name: 'groups that are taken away', props: () => ({ groups: [GroupRule.set({ groups: Value.groups().filterOneOf(['staff']), iamRoles: Value.listOf(), when: Condition.hasScope('limited') })] }), says: ['groups[0].when', 'does not apply if the requested scope'] },
    { name: 'groups that are taken away by an item', props: app => ({ groups: [GroupRule.set({ groups: Value.listOf(), iamRoles: Value.listOf(), when: switched(app).exists() })] }), says: ["needs untrustedClientMetadata('tenant')"] },
    { name: 'the groups that stay without a scope', props: () => ({ groups: [GroupRule.set({ groups: Value.groups().filterOneOf(['a', 'b']), iamRoles: Value.choose(Condition.hasScope('limited'), Value.listOf(), Value.iamRoles()) })] }), says: ['groups[0].iamRoles', 'the rule keeps more if the requested scope'] },
    { name: 'scopes that stay without another', props: () => ({ scopes: [ScopeRule.keepOnly(Value.choose(Condition.hasScope('limited'), reads, all))] }), says: ['scopes[0].value', 'the rule keeps more if the requested scope'] },
    { name: 'scopes that stay for an address that is not in a table', props: () => ({ scopes: [ScopeRule.keepOnly(Value.listOf(verified.lookup({ 'guest@corp.example': 'api/read' }, Value.literal('api/write'))))] }), says: ['scopes[0].value', 'the rule keeps more if verifiedEmail()'] },
    { name: 'a longer list of scopes to keep in place of an item', props: app => ({ scopes: [ScopeRule.keepOnly(switched(app).attribute('scopes').orElse(all))] }), says: ["needs untrustedClientMetadata('tenant')"] },
    { name: 'a default in a table of addresses', props: () => ({ groups: [GroupRule.set({ groups: Value.listOf(verified.lookup({ 'guest@corp.example': 'guest' }, Value.literal('staff'))), iamRoles: Value.listOf() })] }), says: ['groups[0].groups', 'verifiedEmail()'] },
    { name: 'a machine that is restricted if it asks for a scope', props: () => ({ scopes: [ScopeRule.suppress('api/write', { subjects: [Subject.MACHINE], when: Condition.hasScope('api/limited') })] }), says: ['the requested scope', 'Condition.client(...), or by a table with Value.clientId() as the key'] },
    { name: 'a machine that is denied by metadata', props: () => ({ deny: [DenyRule.when(sent().isEqualTo('test'), 'No', { subjects: [Subject.MACHINE] })] }), says: ['the caller does not have to send it', 'Value.clientId() as the key'] },
    { name: 'a machine that does not ask for a scope', props: () => ({ scopes: [ScopeRule.add('api/write', { subjects: [Subject.MACHINE], when: Condition.none(Condition.hasScope('api/read')) })] }), says: ['the rule also grants if'] },
    { name: 'users and machines', props: () => ({ deny: [DenyRule.when(Condition.hasScope('a'), 'No', { subjects: [Subject.USER, Subject.MACHINE] })] }), says: ['for users, decide by groups', 'for machines, decide by Condition.client'] },
    { name: 'an exception to a claim', props: () => ({ claims: [authorized('admin'), authorized('guest', Condition.hasScope('limited'))] }), says: ['claims[1].when', 'the rule does not replace the rules before it if the requested scope'] },
    { name: 'an exception to groups', props: app => ({ groups: [GroupRule.set({ groups: staff, iamRoles: Value.listOf() }), GroupRule.set({ groups: Value.literal(['guest']), iamRoles: Value.listOf(), when: switched(app).exists() })] }), says: ['groups[1].when', 'does not replace'] },
    { name: 'a choice of which the other side is not certain', props: () => ({ scopes: [ScopeRule.addAll(Value.choose(Condition.hasScope('limited'), Value.choose(Condition.inGroup('a'), all, Value.literal([])), reads))] }), says: ['scopes[0].value'] },
    { name: 'false for those with a scope', props: () => ({ claims: [ClaimRule.set('adm', Value.choose(Condition.hasScope('limited'), Value.literal(false), Value.literal(true)), { usedForAuthorization: true })] }), says: ['claims[0].value'] },
    { name: 'few items', props: app => ({ scopes: [ScopeRule.add('api/write', { when: strikes(app).count().isAtMost(2) })] }), says: ['scopes[0].when', 'the rule also grants if'] },
    { name: 'a short list', props: () => ({ scopes: [ScopeRule.add('api/write', { when: Value.scopes().size().isLessThan(3) })] }), says: ['the rule also grants if scopes()'] },
    { name: 'a default that is allowed', props: () => ({ scopes: [ScopeRule.add('api/write', { when: verified.orElse(Value.literal('none')).isEqualTo('none') })] }), says: ['the rule also grants if verifiedEmail()'] },
    { name: 'a denial of many items', props: app => ({ deny: [DenyRule.when(strikes(app).count().isAtLeast(3), 'No')] }), says: ['the rule does not apply if'] },
    { name: 'a denial without a small number of items', props: app => ({ deny: [DenyRule.when(Condition.none(strikes(app).count().isAtMost(3)), 'No')] }), says: ['the rule does not apply if'] },
    { name: 'a choice of attributes in a condition', props: app => ({ scopes: [ScopeRule.add('api/write', { when: Value.choose(Condition.hasScope('x'), app.source().attribute('a'), app.source().attribute('b')).isEqualTo('y') })] }), says: ['the rule also grants if the requested scope'] },
    { name: 'a denial by an address or another value', props: app => deny(Value.choose(Condition.inGroup('a'), verified, app.source().attribute('b')).isEqualTo('y')), says: ['the rule does not apply if verifiedEmail() is absent'] },
  ],
  valid: [
    { name: 'a choice whose other side does not grant', props: app => ({ scopes: [ScopeRule.add('api/write', { when: Value.choose(Condition.hasScope('x'), app.source().attribute('a'), Value.literal('no')).isEqualTo('y') })] }) },
    { name: 'a denial without a verified address', props: () => deny(Condition.none(atCorp)) },
    { name: 'a denial by a group or a table', props: app => deny(Condition.any(Condition.inGroup('banned'), app.source().attribute('banned').isTrue())) },
    { name: 'a denial without a scope', props: () => deny(Condition.none(Condition.hasScope('api/read'))) },
    { name: 'a scope for a verified address', props: () => ({ scopes: [ScopeRule.add('api/write', { when: atCorp })] }) },
    { name: 'a scope for those who have another', props: () => ({ scopes: [ScopeRule.add('api/write', { when: Condition.hasScope('api/read') })] }) },
    { name: 'a scope for a member that the caller chooses', props: app => ({ scopes: [ScopeRule.add('api/write', { when: switched(app).attribute('role').isEqualTo('editor') })] }) },
    { name: 'scopes without a fallback', props: () => ({ scopes: [ScopeRule.addAll(Value.listOf(verified).lookup({ 'a@b.c': 'api/write' }))] }) },
    { name: 'a rule in shadow', props: () => ({ deny: [DenyRule.when(atCorp, 'No', { mode: RuleMode.SHADOW })] }) },
    { name: 'a machine, which is restricted by its app client', props: app => ({ scopes: [ScopeRule.suppress('api/write', { subjects: [Subject.MACHINE], when: app.source('clients', { key: { id: Value.clientId() } }).attribute('limited').isTrue() })] }) },
    { name: 'a machine that has a scope', props: () => ({ scopes: [ScopeRule.add('api/write', { subjects: [Subject.MACHINE], when: Condition.hasScope('api/read') })] }) },
    { name: 'fewer scopes to keep', props: () => ({ scopes: [ScopeRule.keepOnly(Value.choose(Condition.hasScope('full'), all, reads)), ScopeRule.keepOnly(verified.split('@').orElse(Value.literal([]))), ScopeRule.keepOnly(Value.choose(Condition.hasScope('full'), all))] }) },
    { name: 'fewer scopes to add', props: () => ({ scopes: [ScopeRule.addAll(Value.choose(Condition.hasScope('full'), all, reads))] }) },
    { name: 'true, or else false', props: () => ({ claims: [ClaimRule.set('adm', Value.choose(atCorp, Value.literal(true), Value.literal(false)), { usedForAuthorization: true })] }) },
    { name: 'more groups for those with a scope', props: () => ({ groups: [GroupRule.set({ groups: reads, iamRoles: Value.listOf() }), GroupRule.set({ groups: all, iamRoles: Value.listOf(), when: atCorp })] }) },
    { name: 'other claims or subjects before an exception', props: () => ({ claims: [ClaimRule.set('other', Value.literal('x'), { usedForAuthorization: true }), authorized('guest', Condition.hasScope('limited'))] }) },
    { name: 'denials that also apply if the value is absent', props: app => deny(Condition.any(verified.orElse(Value.literal('none')).isEqualTo('none'), strikes(app).count().isLessThan(1), Value.scopes().size().isAtMost(2))) },
    { name: 'groups that are taken away by another group', props: () => ({ groups: [GroupRule.set({ groups: Value.listOf(), iamRoles: Value.listOf(), when: Condition.inGroup('suspended') })] }) },
    { name: 'groups and roles that stay', props: () => ({ groups: [GroupRule.set({ groups: Value.groups(), iamRoles: Value.iamRoles(), when: Condition.hasScope('x') })] }) },
    { name: 'many items', props: app => ({ scopes: [ScopeRule.add('api/write', { when: strikes(app).count().isAtLeast(2) })] }) },
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

test('values that grant together if both are absent are both named', () => {
  const app = new TestApp();
  const isKnown = Condition.any(Condition.hasScope('limited'), verified.isPresent());
  app.enricher({ scopes: [ScopeRule.add('api/write', { when: Value.choose(isKnown, Value.literal('a'), Value.literal('b')).isEqualTo('b') })] });
  const found = app.warnings().filter(text => text.includes('CallerCanAvoid')).join();
  expect(found).toContain('the rule also grants if the requested scope');
  expect(found).toContain('the rule also grants if verifiedEmail()');
});
