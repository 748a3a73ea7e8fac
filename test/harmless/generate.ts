import { Choices } from './choices';
import { ADMIN_SCOPE, VARIANT_NAMES, type ClientDesign, type Design, type Part, type PoolDesign, type ProviderDesign, type SourcePolicy } from './design';
import { FURTHER_RECIPES } from './further-recipes';
import { providerGroups, RECIPES } from './recipes';
import type { Random } from '../support/random';

/** A design that follows the documentation, so that the library has nothing to say about it. */
export function generate(random: Random): Design {
  const pool = poolOf(random);
  const isImported = pool.by === 'imported';
  const clients = isImported ? [] : Array.from({ length: random.one([1, 1, 2, 3]) }, () => clientOf(random));
  const providers = pool.plan === 'LITE' ? [] : providersOf(random);
  const budget = random.maybe(0.15, () => random.one(['httpApi', 'cookie'] as const));
  const naming = random.maybe(0.2, () => random.one(['enricher', 'app'] as const));
  // people edit their own profiles at the others
  const organizations = providers.filter(({ type }) => type !== 'Google');
  const choices = new Choices(random, { pool, clients, providers: organizations, naming, isTyped: pool.plan === 'LITE' || budget !== undefined || random.chance(0.7) });
  const possible = [...RECIPES, ...FURTHER_RECIPES].filter(each => (pool.plan !== 'LITE' || each.lite) && (budget === undefined || each.bounded));
  const chosen = random.some(possible, random.one([0.04, 0.08, 0.2]));
  const recipes = (chosen.length > 0 ? chosen : [random.one(possible)]).filter(({ name, about }, index, all) =>
    (about === undefined || all.findIndex(each => each.about === about) === index) && (providers.length === 0 || name !== 'administration'));
  const parts = recipes.map((recipe): Part => ({ recipe: recipe.name, rules: recipe.make(choices) }));
  const closing: readonly Part[] = providers.length > 0 ? [{ recipe: 'closed', rules: [{ kind: 'suppressScope', name: ADMIN_SCOPE }], needed: true }] : [];
  const groups: readonly Part[] = organizations.slice(0, 1).map(({ name }) => ({ recipe: 'provider groups', rules: providerGroups(name, random.chance(0.4)) }));
  const all = [...closing, ...parts, ...random.chance(0.5) && budget === undefined ? groups : []];
  return {
    pool,
    clients,
    providers,
    parts: all,
    policy: policyOf(random),
    version: pool.plan === 'LITE' ? undefined : JSON.stringify(all).includes('MACHINE') ? 'V3_0' : 'V2_0',
    attachment: isImported ? 'customResource' : random.one([undefined, undefined, 'inTemplate', 'grantBeforeAttach'] as const),
    naming,
    budget,
    tables: random.one(['same', 'same', 'encrypted', 'elsewhere', 'imported']),
    variant: random.maybe(0.4, () => random.one(VARIANT_NAMES.filter(name => name !== 'secondPool' || !isImported))),
  };
}

function poolOf(random: Random): PoolDesign {
  const by = random.one(['UserPool', 'UserPool', 'UserPool', 'CfnUserPool', 'imported'] as const);
  return {
    by,
    plan: random.one(['LITE', 'ESSENTIALS', 'ESSENTIALS', 'ESSENTIALS', 'PLUS']),
    selfSignUp: random.chance(0.5),
    signsInBy: random.one(['username', 'email']),
    isElsewhere: by === 'imported' ? undefined : random.maybe(0.2, () => true as const),
    hasGroups: by === 'imported' ? undefined : random.maybe(0.4, () => true as const),
    requiresEmail: by === 'imported' ? undefined : random.maybe(0.3, () => true as const),
    narrowsReads: by === 'imported' ? undefined : random.maybe(0.3, () => true as const),
  };
}

function clientOf(random: Random): ClientDesign {
  const signIn = random.one(['SDK', 'SDK', 'LOGIN', 'LOGIN', 'MACHINE'] as const);
  return { signIn, secret: signIn === 'MACHINE' || random.chance(0.4) };
}

function providersOf(random: Random): readonly ProviderDesign[] {
  const organizations = random.some(['Corporate', 'Partner'], 0.25).map(name => ({ name, type: random.one(['SAML', 'OIDC'] as const) }));
  return [...organizations, ...random.chance(0.15) ? [{ name: 'Google', type: 'Google' as const }] : []];
}

function policyOf(random: Random): SourcePolicy {
  return random.one<SourcePolicy>([
    {}, {}, { consistentRead: true }, { cacheSeconds: 30 }, { staleMinutes: 60 }, { timeoutMillis: 800 }, { cacheSeconds: 10, staleMinutes: 5 },
  ]);
}
