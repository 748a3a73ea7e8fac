import {
  ADMIN_SCOPE, KEY_SHAPES, SOURCES, LATER, POOL_WAYS, USES,
  type AdminRuleDesign, type AttributeDesign, type ClientDesign, type DcrDesign, type Design, type FactsDesign, type KeyShape, type Names,
  type PoolWay, type Probe, type ProviderDesign, type SimpleProbe,
} from './design';
import type { Random } from '../support/random';

const CUSTOM = ['custom:role', 'custom:dept'];
const STANDARD = ['locale', 'name', 'email', 'phone_number', 'email_verified', 'preferred_username'];
const ATTRIBUTES = [...CUSTOM, ...STANDARD];
const SIGN_IN_FLOWS = [
  'ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_USER_AUTH', 'ADMIN_NO_SRP_AUTH',
  'CUSTOM_AUTH_FLOW_ONLY', 'USER_PASSWORD_AUTH', 'ALLOW_SOMETHING_NEW',
];
const OTHER_FLOWS = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_TOKEN_EXCHANGE_DELEGATION', 'ALLOW_TOKEN_EXCHANGE_IMPERSONATION'];
const PROVIDERS = ['Okta', 'Corporate', 'Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple'];

/* eslint-disable @stylistic/max-len -- one line for each member */

/** A design that the choices determine. */
export function generate(random: Random): Design {
  const schema = schemaOf(random);
  const providers = providersOf(random);
  const facts = random.maybe(0.3, () => factsOf(random, providers));
  const clients = Array.from({ length: random.one([0, 1, 1, 1, 2, 3]) }, () => clientOf(random, providers));
  const isOfPool = ({ pool }: ProviderDesign): boolean => !(POOL_WAYS.doesNotBelong as readonly PoolWay[]).includes(pool);
  const known = [...providers.filter(isOfPool).map(({ name }) => name), ...Object.values(facts?.mapped ?? {}).flat()];
  const probe = probeOf(random, known);
  const { provider } = federatedPart(probe);
  const rules = Array.from({ length: random.one([0, 0, 1, 1, 2]) }, () => adminRuleOf(random, clients));
  return {
    pool: {
      imported: random.maybe(0.12, () => true as const),
      selfSignUp: random.one([undefined, true, false, false, false, random.chance(0.3) ? LATER : false]),
      usernameAttributes: random.maybe(0.4, () => [random.one(['email', 'phone_number'])]),
      schema,
      dcr: random.maybe(0.15, () => dcrOf(random)),
    },
    clients,
    providers: provider !== undefined && !known.includes(provider) ? [
      ...providers, { pool: random.one(POOL_WAYS.belongs), name: provider, mapped: mappedOf(random) },
    ] : providers,
    rules: isContradiction(rules) ? rules.map(each => each.kind === 'suppress' ? { ...each, when: 'group', machines: undefined } : each) : rules,
    facts,
    probe,
    use: random.chance(0.3) ? 'scope' : random.one(USES),
  };
}

/** True if a rule always takes away what another one adds, which the enricher refuses for another reason. */
function isContradiction(rules: readonly AdminRuleDesign[]): boolean {
  return rules.some(({ kind }) => kind === 'add') && rules.some(({ kind, when }) => kind === 'suppress' && when === undefined);
}

function schemaOf(random: Random): readonly AttributeDesign[] {
  const attribute = (name: string, canBeRequired: boolean): AttributeDesign => ({
    name, mutable: random.one([undefined, true, true, false]), required: canBeRequired ? random.one([undefined, true, false]) : undefined,
  });
  return [...CUSTOM.map(name => attribute(name, false)), ...random.some(['locale', 'name', 'email'], 0.3).map(name => attribute(name, true))];
}

function dcrOf(random: Random): DcrDesign {
  return {
    status: random.one([undefined, 'Enabled', 'Disabled', LATER]),
    scopes: random.one([undefined, LATER, [], ['api/read'], ['api/read', ADMIN_SCOPE]]),
  };
}

function wayOf(random: Random): PoolWay {
  const share = random.next();
  return random.one<PoolWay>(share < 0.65 ? POOL_WAYS.belongs : share < 0.85 ? POOL_WAYS.mayBelong : POOL_WAYS.doesNotBelong);
}

function flowsOf(random: Random): readonly string[] {
  return [...random.chance(0.5) ? [random.one(SIGN_IN_FLOWS)] : [], ...random.some(OTHER_FLOWS, 0.3)];
}

function namesOf(random: Random, create: () => readonly string[]): Names {
  return random.chance(0.06) ? LATER : random.chance(0.06) ? { either: [create(), create()] } : create();
}

function clientOf(random: Random, providers: readonly ProviderDesign[]): ClientDesign {
  return {
    pool: wayOf(random),
    secret: random.one([undefined, true, false]),
    authFlows: random.chance(0.2) ? undefined : random.chance(0.2) ? [] : namesOf(random, () => flowsOf(random)),
    oauthFlows: random.one([undefined, undefined, [], ['code'], ['implicit'], ['client_credentials'], ['code', 'implicit']]),
    oauthScopes: random.maybe(0.75, () => namesOf(random, () => random.one([['openid'], ['openid', ADMIN_SCOPE], ['api/read']]))),
    providers: random.one([undefined, ['COGNITO'], ['COGNITO', ...providers.map(({ name }) => name)], providers.map(({ name }) => name)]),
    write: random.chance(0.15) ? undefined : random.chance(0.1) ? [] : namesOf(random, () => random.some(ATTRIBUTES, random.one([0.15, 0.4]))),
    writeBy: random.maybe(0.2, () => random.one(['override', 'deletion', 'aspect'] as const)),
  };
}

function mappedOf(random: Random): readonly string[] | undefined {
  return random.maybe(0.85, () => random.some(ATTRIBUTES, 0.25));
}

function providersOf(random: Random): readonly ProviderDesign[] {
  const names = random.some(PROVIDERS, 0.15).slice(0, 2);
  return names.map(name => ({ pool: wayOf(random), name, mapped: mappedOf(random) }));
}

function adminRuleOf(random: Random, clients: readonly ClientDesign[]): AdminRuleDesign {
  const kind = random.one(['suppress', 'suppress', 'add', 'keepOnly', 'keepOnlyGroups', 'suppressOther'] as const);
  const nameable = clients.flatMap(({ pool }, index) => (POOL_WAYS.doesNotBelong as readonly PoolWay[]).includes(pool) || /generic|none/.test(pool) ? [] : [index]);
  return {
    kind,
    mode: random.one([undefined, undefined, undefined, 'ENFORCE', 'SHADOW', 'DISABLED'] as const),
    ...random.chance(0.6) ? random.chance(0.1) && { machines: true } : { when: nameable.length > 0 && random.chance(0.6) ? random.one(nameable) : 'group' },
    ...kind.startsWith('keepOnly') && {
      standardScopes: random.one([undefined, true, true, false]),
      keeps: random.one([['api/read'], ['api/read', ADMIN_SCOPE]]),
    },
  };
}

function factsOf(random: Random, providers: readonly ProviderDesign[]): FactsDesign {
  const names = [...providers.map(({ name }) => name), 'Okta'];
  return {
    writable: random.maybe(0.6, () => random.some(ATTRIBUTES, 0.2)),
    mapped: random.maybe(0.35, () => Object.fromEntries(random.some(ATTRIBUTES, 0.2).map(name => [name, [random.one(names)]]))),
    dynamic: random.maybe(0.2, () => ({ scopes: random.one([undefined, [], ['api/read'], [ADMIN_SCOPE]]) })),
  };
}

function simpleProbeOf(random: Random, providers: readonly string[]): SimpleProbe {
  const kind = random.one([
    'attribute', 'attribute', 'attribute', 'attribute', 'attribute', 'attribute', 'federated', 'federated', 'federated', 'email', 'verifiedEmail',
    'verifiedEmail', 'verifiedPhone', 'username', 'sub', 'groups', 'scopes', 'clientId', 'identityProvider', 'metadata', 'triggerSource',
    'userPoolId', 'literal', 'role',
  ] as const);
  switch (kind) {
    case 'attribute': return { kind, name: random.one([...ATTRIBUTES, ...CUSTOM, 'sub']) };
    case 'federated': return {
      kind, name: random.one([...CUSTOM, 'locale', 'name', 'email', 'sub']), provider: random.one(providers.length > 0 ? providers : ['Okta', 'Google']),
    };
    default: return { kind };
  }
}

function probeOf(random: Random, providers: readonly string[]): Probe {
  const part = simpleProbeOf(random, providers);
  if (!random.chance(0.3)) {
    return part;
  }
  const by = random.one(SOURCES);
  // the list is of the other part
  const shapes = by === 'itemForEach' ? ['plain', 'two'] as const : KEY_SHAPES;
  return { kind: 'item', by, shape: random.chance(0.4) ? 'plain' : random.one<KeyShape>(shapes), part, userWritable: random.chance(0.1) ? true : undefined };
}

function federatedPart(probe: Probe): { readonly provider?: string } {
  const part = probe.kind === 'item' ? probe.part : probe;
  return part.kind === 'federated' ? part : {};
}
