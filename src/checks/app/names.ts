import type { AppCheck, CheckedApp } from './app-check';
import { poolOf } from './pools';
import { facetOf } from '../../analysis/facets';
import { knownStrings } from '../../analysis/known-strings';
import { providersOf } from '../../analysis/provenance';
import { authorPath } from '../../cdk/stacks';
import { isEnforced, type Expression, type Rule } from '../../core/document/document';
import { expressionsOf, placeOf, walk } from '../../core/document/expressions';
import { checkNames } from '../../naming/check-names';
import { nameOfPolicy, NamingPolicy } from '../../naming/naming-policy';
import { didYouMean, type Problem, type Warning } from '../../problems/problems';

/** Scopes, groups and identity providers that no token and no user has. A mistyped restriction restricts nothing. */
export const UNKNOWN_NAME: AppCheck = {
  name: 'UnknownName',
  finds: 'a scope, group or identity provider in a restriction or a condition that no user of the user pool has',
  findings: app => ({
    warnings: app.compilation.document.rules.filter(isEnforced).flatMap(usesIn).flatMap(use => warningsOf(use, app)),
  }),
};

interface Use {
  readonly path: string;
  readonly kind: 'scopes' | 'groups' | 'providers';
  readonly name: string;
}

/** The names that a rule compares with those of the user and the token. */
function usesIn(rule: Rule): readonly Use[] {
  const uses: Use[] = rule.kind === 'suppressScope' ? [{ path: placeOf(rule, 'scope'), kind: 'scopes', name: rule.scope }] : [];
  if (rule.kind === 'keepScopes') {
    // a scope that nobody has is kept for nobody; a wildcard is always a mistake
    const wildcards = knownStrings(rule.value).filter(({ isWhole, text }) => isWhole && text.includes('*'));
    uses.push(...wildcards.map(({ text }): Use => ({ path: placeOf(rule, 'value'), kind: 'scopes', name: text })));
  }
  for (const [member, expression] of expressionsOf(rule)) {
    walk(expression, each => {
      const [kind, names] = compared(each);
      uses.push(...kind ? names.map((name): Use => ({ path: placeOf(rule, member), kind, name })) : []);
    });
  }
  return uses;
}

/** The names with which an expression compares scopes, groups or identity providers of the token. */
function compared({ op, args = [], of = [] }: Expression): readonly [kind: Use['kind'] | undefined, names: readonly string[]] {
  const constants = (operands: readonly Expression[]): readonly string[] => operands.filter(each => each.op === 'literal').flatMap(each => each.args![0]).map(String);
  switch (op) {
    case 'hasFederatedIdentity': return ['providers', args[0] as readonly string[]];
    case 'hasScope': return ['scopes', constants(of)];
    case 'inGroup': return ['groups', constants(of)];
    case 'isEqualTo':
    case 'isOneOf':
    case 'hasMember':
    case 'filterOneOf':
    case 'filterOneOfValue':
    case 'filterNoneOfValue':
      return [kindOf(of[0]), constants(of)];
    default:
      return [undefined, []];
  }
}

const SOURCES: { readonly [op: string]: Use['kind'] | undefined } = { scopes: 'scopes', groups: 'groups', identityProvider: 'providers' };

/** The kind of names in a value: a source, or some elements of it. */
function kindOf({ op, of = [] }: Expression): Use['kind'] | undefined {
  const { kind } = facetOf(op);
  return kind === 'members' || kind === 'member' ? kindOf(of[0]) : kind === 'source' ? SOURCES[op] : undefined;
}

const USELESS = 'As it stands, nothing matches it';

/** Groups that Cognito creates for identity providers: the id of the pool, and the name of the provider. */
const PROVIDER_GROUP = /^[a-z]{2}(?:-[a-z]+)+-[0-9]+_[A-Za-z0-9]+_/;

const NOBODY: Record<Use['kind'], string> = {
  scopes: 'no app client of the user pool may request',
  groups: 'no group of the user pool is named',
  providers: 'no identity provider of the user pool is named',
};

function warningsOf({ path, kind, name }: Use, { names, compilation: { document } }: CheckedApp): readonly Warning[] {
  const warning = (message: string, fix: string): Warning => ({ id: 'UnknownName', path, message, fix });
  if (name.includes('*') && kind !== 'providers') {
    const singular = kind.slice(0, -1);
    return [warning(`'${name}' is compared as it is written, and no token has this ${singular}`, `name each ${singular}`)];
  }
  const added = document.rules.flatMap(rule => rule.kind === 'addScope' && rule.value.op === 'literal' ? [String(rule.value.args![0])] : []);
  const known = { scopes: names.scopes && [...names.scopes, ...added], groups: names.groups, providers: names.providers }[kind];
  return known === undefined || known.includes(name) || (kind === 'groups' && PROVIDER_GROUP.test(name)) ? []
    : [warning(`${NOBODY[kind]} '${name}'${didYouMean(name, known) || '.'} ${USELESS}`, 'correct the name, or remove it')];
}

/** Identity providers that no user pool of the enricher has. A value that only their users have is always absent. */
export const UNKNOWN_PROVIDER: AppCheck = {
  name: 'UnknownProvider',
  finds: 'an identity provider that the user pool does not have',
  findings: ({ compilation: { document }, names: { providers: known } }, { length: pools }) => known === undefined ? {} : {
    problems: document.rules.flatMap(rule => expressionsOf(rule).flatMap(([member, expression]) => {
      const unknown = new Set<string>();
      walk(expression, each => providersOf(each)?.filter(name => !known.includes(name)).forEach(name => unknown.add(name)));
      return [...unknown].map((name): Problem => ({
        check: 'UnknownProvider',
        path: placeOf(rule, member),
        given: `'${name}'${didYouMean(name, known)}`,
        allowed: known.length === 0 ? 'no identity provider: the user pool has none'
          : `an identity provider of ${pools === 1 ? 'the user pool' : 'one of the user pools'}: ${known.join(', ')}`,
        fix: 'correct the name, or create the identity provider; if another app creates it, declare what it maps in poolFacts.mappedAttributes',
      }));
    })),
  },
};

/** App clients that never request tokens from the user pools of the enricher. */
export const FOREIGN_CLIENT: AppCheck = {
  name: 'ForeignClient',
  finds: 'an app client of another user pool',
  findings: ({ compilation: { clients }, resource, resources }) => ({
    problems: resource ? [...clients.named.values()].flatMap(({ resource: client, path }) => {
      const { resources: pools, isOpen } = poolOf(client);
      return isOpen || pools.length === 0 || pools.some(pool => resources.some(each => each === pool)) ? [] : [{
        check: 'ForeignClient',
        path,
        given: `${authorPath(client)}, an app client of ${pools.map(authorPath).join(' or ')}`,
        allowed: `an app client of the user pool that the enricher is attached to, ${resources.map(authorPath).join(' or ')}`,
        fix: 'name an app client of that user pool; other clients never get its tokens',
      }];
    }) : [],
  }),
};

/** Names of claims and scopes that violate a naming policy of a construct around the enricher. */
export const NAMING_POLICIES: AppCheck = {
  name: 'Naming',
  finds: 'a claim or scope whose name violates a naming policy of the app',
  findings: ({ compilation: { document }, scope }) => {
    const findings = NamingPolicy._above(scope).map(({ scope: above, naming }) =>
      checkNames(document, naming, nameOfPolicy(above)));
    return { problems: findings.flatMap(({ problems }) => problems), warnings: findings.flatMap(({ warnings }) => warnings) };
  },
};
