import type { Choices } from './choices';
import { CLAIM_PREFIX, DEPARTMENT, GROUPS, IDP_GROUPS, SCOPES, type Expression, type RuleDesign } from './design';
import type { Recipe } from './recipes';

const ID = { tokens: ['ID'] };
const AUTHORIZING = { usedForAuthorization: true };
const ROLE = 'arn:aws:iam::123456789012:role/Staff';

const claim = (name: string, value: Expression, options: RuleDesign['options'] = {}, when?: Expression): RuleDesign =>
  ({ kind: 'setClaim', name: CLAIM_PREFIX + name, value, options, ...when && { when } });

/** The position of an app client of people. */
function clientOf({ random, surroundings: { clients } }: Choices): Expression {
  const positions = clients.flatMap(({ signIn }, index) => signIn === 'MACHINE' ? [] : [index]);
  return positions.length === 0 ? ['clientId', 'abcdefgh123456'] : ['client', random.one(positions)];
}

const notIn = (...groups: readonly string[]): Expression => ['none', ['inGroup', ...groups]];
const domain: Expression = ['endsWith', ['verifiedEmail'], '@acme.com'];
const SCOPE_TEMPLATES = [
  'api/tenant.{{profile.tenantId}}', 'api/{{profile.tenantId | urlEncode}}.{{profile.plan | urlEncode}}', `api/{{user.${DEPARTMENT} | lower}}`, 'api/{{account.tier || "basic"}}',
];

/* eslint-disable @stylistic/max-len -- one line for each recipe */

/** Patterns of the pages about rules, checks and reliability, and those that their fixes recommend. */
export const FURTHER_RECIPES: readonly Recipe[] = [
  // access
  { name: 'app client for some groups', lite: true, make: choices => [{ kind: 'deny', name: 'This app is for staff', when: ['all', clientOf(choices), notIn('staff', 'admins')] }] },
  { name: 'only for the organization', lite: true, make: choices => [{ kind: 'deny', name: 'Your organization has no subscription', when: ['none', ['exists', 'tenant']] }, ...choices.random.chance(0.3) ? [{ kind: 'deny', name: 'Your account is closed', when: choices.taking() } as const] : []] },
  { name: 'write access of some', make: choices => [{ kind: 'suppressScope', name: choices.random.one(SCOPES.slice(1)), when: choices.random.one([notIn('admins'), ['any', clientOf(choices), notIn('admins', 'app-editors')]]) }] },
  { name: 'standard scopes too', make: ({ random }) => [{ kind: 'keepOnlyScopes', value: ['constants', 'openid', 'email', 'profile', ...SCOPES], options: { standardScopes: true }, when: random.maybe(0.4, () => notIn('admins')) }] },
  { name: 'scope of a template', make: ({ random }) => [{ kind: 'addScope', name: random.one(SCOPE_TEMPLATES) }] },
  { name: 'staff by domain', make: choices => [claim('is_staff', ['literal', true], AUTHORIZING, choices.random.one([domain, ['all', domain, choices.giving(0)]]))] },
  { name: 'licensed until', make: () => [claim('licensed', ['literal', true], AUTHORIZING, ['isGreaterThanValue', ['toEpochSeconds', ['item', 'profile', 'validUntil']], ['now', 1]])] },
  { name: 'permissions of each role', make: ({ random }) => [claim('role_permissions', ['unique', ['flatten', ['mapEach', ['items', 'roles'], ['element', 'permissions']]]], AUTHORIZING), ...random.chance(0.3) ? [{ kind: 'addScope', name: 'api/delete', when: ['hasMember', ['mapEach', ['items', 'roles'], ['element', 'name']], 'owner'] } as const] : []] },
  { name: 'plans of organizations', make: () => [claim('plans', ['mapEach', ['items', 'plans'], ['element', 'plan']], AUTHORIZING)] },
  { name: 'permissions of a service', make: choices => [claim('entitlements', choices.item('rbac', 'permissions', 'STRING_LIST'), AUTHORIZING), ...choices.random.chance(0.3) ? [{ kind: 'deny', name: 'Suspended', when: ['isTrue', ['item', 'rbac', 'suspended']] } as const] : []] },
  { name: 'quota', make: choices => [claim('quota', ['choose', choices.known(), ['literal', 100], ['orElse', choices.item('profile', 'quota', 'NUMBER'), ['literal', 10]]], AUTHORIZING)] },
  { name: 'levels', make: ({ random }) => [claim('max_level', [random.one(['max', 'min', 'sum'] as const), ['mapEach', ['items', 'teams'], ['element', 'level']]], AUTHORIZING)] },
  { name: 'scope by level', make: choices => [{ kind: 'addScope', name: 'api/delete', when: ['all', ['isAtLeast', ['orElse', choices.item('profile', 'level', 'NUMBER'), ['literal', 0]], 3], ['inGroup', 'admins']] }] },
  { name: 'groups of a table', about: 'groups', make: choices => [{ kind: 'setGroups', value: ['unique', ['flatten', ['listOf', ['groups'], ['orElse', choices.item('profile', 'groups', 'STRING_LIST'), ['listOf']]]]], roles: ['iamRoles'] }] },
  { name: 'role of a table', about: 'groups', make: choices => [{ kind: 'setGroups', value: choices.item('profile', 'groups', 'STRING_LIST'), roles: ['listOf', choices.item('profile', 'roleArn', 'STRING')], preferredRole: choices.random.maybe(0.5, () => choices.item('profile', 'roleArn', 'STRING')) }] },
  { name: 'role by department', about: 'groups', make: () => [{ kind: 'setGroups', roles: ['listOf', ['lookup', ['user', DEPARTMENT], { staff: ROLE }]] }] },
  { name: 'requested scope', make: choices => [claim('can_write', ['literal', true], AUTHORIZING, ['all', ['hasScope', 'api/write'], choices.giving(0)])] },
  { name: 'confirmed by hand', make: () => [claim('region_manager', ['trusted', ['user', 'locale'], 'only administrators set it, by a trigger'], AUTHORIZING)] },
  { name: 'tenant of a switch', make: () => [claim('tenant_role', ['item', 'member', 'role'], { ...AUTHORIZING, ifAbsent: 'DENY' }), claim('tenant_plan', ['item', 'chosen', 'plan'], AUTHORIZING)] },
  { name: 'known machines', make: () => [{ kind: 'deny', name: 'Unknown service', when: ['none', ['exists', 'service']], options: { subjects: ['MACHINE'] } }] },
  { name: 'pairwise id', make: () => [claim('pairwise_sub', ['sha256', ['template', '{{user.sub}}/{{client.id}}']])] },
  { name: 'deploy-time value', make: ({ random }) => [claim('deployment', ['deployTime', 'blue'], AUTHORIZING), ...random.chance(0.5) ? [claim('is_tester', ['literal', true], AUTHORIZING, ['isEqualToValue', ['item', 'profile', 'ring', 'STRING'], ['deployTime', 'ring']])] : []] },
  // display
  { name: 'masked attributes', about: 'attributes', lite: true, make: choices => [{ kind: 'setClaim', name: 'locale', value: ['lower', ['user', 'locale']], options: { ...ID, ifAbsent: choices.random.one(['KEEP_ORIGINAL', 'OMIT']) } }, { kind: 'setClaim', name: 'given_name', value: ['orElse', ['user', 'given_name'], ['user', 'name']], options: ID }] },
  { name: 'domain of the address', lite: true, make: () => [claim('mail_domain', ['lower', ['after', ['email'], '@']], ID)] },
  { name: 'way of sign-in', make: ({ surroundings: { providers } }) => [claim('login', ['choose', providers.length > 0 ? ['hasIdentity', providers[0].name] : ['refresh'], ['literal', 'company'], ['literal', 'personal']], ID)] },
  { name: 'app', make: () => [claim('app', ['lookup', ['clientId'], { abcdefgh123456: 'web' }, ['literal', 'other']], ID)] },
  { name: 'dates', make: ({ random }) => [claim('issued', random.one<Expression>([['now'], ['formatDate', ['now'], 'yyyy-MM-dd']]), ID), claim('member_since', ['formatDate', ['toEpochSeconds', ['item', 'profile', 'since', 'STRING']], 'yyyy-MM'])] },
  { name: 'groups in other words', make: ({ random }) => [claim('group_list', random.one<Expression>([['join', ['groups'], ','], ['size', ['groups']], ['mapEach', ['groups'], ['upper', ['element']]]]), random.one([AUTHORIZING, {}]))] },
  { name: 'object of everything', make: choices => [claim('context', ['objectOf', { id: ['sub'], tier: choices.trusted(1), roles: choices.trustedList(1), pool: ['userPoolId'], region: ['region'] }], AUTHORIZING)] },
  { name: 'provider attribute', make: choices => [claim('company_groups', choices.surroundings.providers.length > 0 ? ['idpList', IDP_GROUPS, choices.surroundings.providers[0].name] : ['groups'], AUTHORIZING, choices.random.maybe(0.3, () => ['inGroup', GROUPS[0]] as const))] },
];
