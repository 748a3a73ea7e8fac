import type { Choices } from './choices';
import { ADMIN_SCOPE, CLAIM_PREFIX, GROUPS, IDP_GROUPS, SCOPES, type Expression, type RuleDesign, type RuleKind } from './design';

/** One recommendation of the documentation. */
export interface Recipe {
  readonly name: string;
  /** On the plan Lite: only strings, in the ID token only. */
  readonly lite?: true;
  /** Another recipe about the same would contradict it. */
  readonly about?: 'groups' | 'attributes';
  /** The maximum length of its claims is known. */
  readonly bounded?: true;
  readonly make: (choices: Choices) => readonly RuleDesign[];
}

const ID = { tokens: ['ID'] };
const ACCESS = { tokens: ['ACCESS'] };
const AUTHORIZING = { usedForAuthorization: true };
const ROLE = 'arn:aws:iam::123456789012:role/Staff';

const claim = (name: string, value: Expression, options: RuleDesign['options'] = {}, when?: Expression): RuleDesign =>
  ({ kind: 'setClaim', name: CLAIM_PREFIX + name, value, options, ...when && { when } });
const scope = (kind: RuleKind, given: Omit<RuleDesign, 'kind'>): RuleDesign => ({ kind, ...given });

/** Where a claim for authorization goes, and what happens without a value. */
function authorizing({ random }: Choices): RuleDesign['options'] {
  return { ...random.one([{}, ACCESS, ID]), usedForAuthorization: random.one([true, true, undefined]), ifAbsent: random.one([undefined, undefined, 'DENY', 'OMIT']) };
}

const scopesOf = (choices: Choices): Expression => {
  const prefixed: Expression = ['withPrefix', choices.trustedList(1), 'api/'];
  return choices.surroundings.naming ? prefixed : choices.random.one([prefixed, choices.item('profile', 'scopes', 'STRING_LIST')]);
};

/* eslint-disable @stylistic/max-len -- one line for each recipe */
export const RECIPES: readonly Recipe[] = [
  // docs/guide.md: a claim derived from an attribute; preview in a unit test
  { name: 'shown', lite: true, make: choices => [claim('greeting', choices.shown(), ID)] },
  { name: 'shown in both tokens', make: choices => [claim('display_name', choices.shown(), { usedForAuthorization: false })] },
  { name: 'shown object', make: choices => [claim('preferences', ['objectOf', { theme: choices.shown(1), language: ['orElse', ['user', 'locale'], ['literal', 'en']], labels: ['listOf', choices.shown(0), choices.shown(0)] }], ID)] },
  { name: 'pet preference', lite: true, bounded: true, make: () => [claim('pet_preference', ['choose', ['endsWith', ['email'], '@amazon.com'], ['literal', 'dogs'], ['literal', 'cats']], ID)] },
  // docs/guide.md: claims from a table
  { name: 'projects', make: choices => [claim('projects', choices.item('profile', 'projects', 'STRING_LIST'))] },
  { name: 'tenant and its plan', make: choices => [claim('tenant', ['objectOf', { id: choices.item('profile', 'tenantId', 'STRING'), plan: choices.item('tenant', 'plan', 'STRING') }], choices.random.one([{}, AUTHORIZING]))] },
  { name: 'trusted', lite: true, make: choices => [claim('level', choices.trusted(), { ...ID, usedForAuthorization: choices.random.one([true, undefined]) })] },
  { name: 'trusted in the access token', make: choices => [claim('tier', choices.trusted(), authorizing(choices), choices.random.maybe(0.3, () => choices.giving()))] },
  { name: 'roles', make: choices => [claim('roles', choices.trustedList(), authorizing(choices), choices.random.maybe(0.3, () => choices.giving()))] },
  { name: 'bounded', bounded: true, make: choices => [claim('subscription', choices.item('profile', 'plan', 'STRING'), AUTHORIZING), claim('features', choices.item('profile', 'features', 'STRING_LIST'), choices.random.one([{}, { dropOrder: 1 }]))] },
  // docs/guide.md: defaults, exceptions, masks
  { name: 'default and exception', make: choices => [claim('plan', ['literal', 'free']), claim('plan', ['literal', 'staff'], {}, choices.giving())] },
  {
    name: 'masks',
    about: 'attributes',
    lite: true,
    bounded: true,
    make: ({ random }) => [
      ...random.chance(0.5) ? [{ kind: 'setClaim', name: 'email', value: ['verifiedEmail'], options: ID } as const] : [],
      { kind: 'suppressClaim', name: 'phone_number', options: random.one([{}, ID]) }, { kind: 'keepOnlyClaims', names: ['email', 'name', 'locale'] },
    ],
  },
  { name: 'suppressed for some', lite: true, make: choices => [{ kind: 'suppressClaim', name: 'birthdate', when: choices.random.one([choices.taking(), choices.known()]) }] },
  { name: 'copied', make: () => [{ kind: 'copyAttributes', names: ['locale', 'name'], options: { ...ACCESS, usedForAuthorization: false } }] },
  // docs/guide.md: scopes
  { name: 'entitled scopes', make: choices => [scope('keepOnlyScopes', { value: choices.random.one([scopesOf(choices), ['orElse', scopesOf(choices), ['constants', 'api/read']]]) })] },
  { name: 'added scope', make: choices => [scope('addScope', { name: 'api/beta', when: choices.giving() })] },
  { name: 'added scopes', make: choices => [scope('addScopes', { value: scopesOf(choices), when: choices.random.maybe(0.4, () => choices.giving()) })] },
  { name: 'suppressed scope', make: choices => [scope('suppressScope', { name: choices.random.one(SCOPES), when: choices.taking() })] },
  { name: 'administration', make: ({ random, surroundings: { clients } }) => [scope('suppressScope', { name: ADMIN_SCOPE, when: clients.length > 0 && random.chance(0.6) ? ['client', random.count(clients.length - 1)] : undefined })] },
  // docs/guide.md: roles that become permissions
  { name: 'permissions', make: () => [claim('permissions', ['sort', ['unique', ['flatten', ['lookup', ['groups'], { admins: ['read', 'write', 'delete'], staff: ['read'] }]]]], AUTHORIZING), claim('role', ['first', ['withoutPrefix', ['filter', ['groups'], ['matches', ['element'], 'app-[a-z]+']], 'app-']])] },
  // docs/guide.md: memberships in many organizations
  { name: 'current organization', make: choices => [claim('organization', choices.item('member', 'tenantId', 'STRING'), AUTHORIZING), claim('organization_roles', ['mapEach', ['sortBy', choices.item('member', 'roles', 'LIST'), ['element', 'precedence']], ['element', 'name']], AUTHORIZING)] },
  { name: 'memberships', make: () => [claim('memberships', ['mapEach', ['filter', ['items', 'teams'], ['isTrue', ['element', 'active']]], ['objectOf', { id: ['element', 'id'], role: ['element', 'role'] }]], AUTHORIZING)] },
  { name: 'all memberships', make: () => [claim('teams', ['pickProperties', ['items', 'teams'], 'id', 'role'], AUTHORIZING)] },
  { name: 'recent', make: () => [claim('recent_orders', ['mapEach', ['items', 'recent'], ['element', 'name']], ID)] },
  // docs/guide.md: groups, denials, machines
  { name: 'denied', lite: true, bounded: true, make: choices => [{ kind: 'deny', name: 'Your account is suspended: ask your administrator', when: choices.taking() }] },
  { name: 'groups', about: 'groups', make: choices => [{ kind: 'setGroups', value: choices.random.one([['filter', ['groups'], ['startsWith', ['element'], 'app-']], choices.trustedList()]), roles: choices.random.one([['iamRoles'], ['listOf']]), when: choices.random.maybe(0.4, () => choices.known()) }] },
  { name: 'role of a group', about: 'groups', make: choices => [{ kind: 'setGroups', roles: ['listOf', ['literal', ROLE]], preferredRole: ['literal', ROLE], when: choices.giving() }] },
  {
    name: 'machines',
    make: choices => [
      claim('kind', ['literal', 'service'], { subjects: ['MACHINE'] }),
      ...choices.random.chance(0.5) ? [claim('customer', choices.item('service', 'customer', 'STRING'), { ...ACCESS, subjects: ['MACHINE'], usedForAuthorization: true })] : [],
      ...choices.random.chance(0.4) ? [scope('addScope', { name: 'api/service', when: ['isTrue', choices.item('service', 'isTrusted', 'BOOLEAN')], options: { subjects: ['MACHINE'] } })] : [],
    ],
  },
  { name: 'audience', make: () => [{ kind: 'addAudience' }] },
  { name: 'shadow', make: choices => [claim('next_tier', choices.trusted(), { ...ACCESS, mode: 'SHADOW' })] },
  // docs/guide.md: presets
  { name: 'hasura', make: choices => [{ kind: 'hasura', name: 'user', value: choices.random.one([['lookup', ['groups'], { admins: 'manager', staff: 'editor' }], choices.trustedList()]) }] },
  { name: 'supabase', bounded: true, make: () => [{ kind: 'supabase' }] },
  { name: 'amplify', make: choices => [{ kind: 'amplify', value: choices.trustedList() }] },
];

/** Groups of an identity provider, which need one. */
export const providerGroups = (name: string, isUsedInScopes: boolean): readonly RuleDesign[] => [
  { kind: 'idpGroups', names: [name] },
  ...isUsedInScopes ? [scope('addScope', { name: 'api/partner', when: ['hasMember', ['idpList', IDP_GROUPS, name], GROUPS[1]] })] : [],
];
