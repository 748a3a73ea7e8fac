import type { AppCheck, CheckedApp } from './app-check';
import { isEnforced, type Rule } from '../../core/document/document';
import { expressionsOf, placeOf, walk } from '../../core/document/expressions';
import type { Warning } from '../../problems/problems';
import { didYouMean } from '../../problems/suggest';

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
  const uses: Use[] = [
    ...rule.kind === 'suppressScope' ? [{ path: placeOf(rule, 'scope'), kind: 'scopes' as const, name: rule.scope }] : [],
    ...rule.kind === 'keepScopes' && rule.value.op === 'literal' ? (rule.value.args![0] as unknown[]).filter(name => String(name).includes('*'))
      .map(name => ({ path: placeOf(rule, 'value'), kind: 'scopes' as const, name: String(name) })) : [],
  ];
  for (const [member, expression] of expressionsOf(rule)) {
    walk(expression, ({ op, args = [], of = [] }) => {
      if (op === 'hasFederatedIdentity') {
        uses.push(...(args[0] as readonly string[]).map(name => ({ path: placeOf(rule, member), kind: 'providers' as const, name })));
      }
      const kind = op === 'hasScope' ? 'scopes' : op === 'inGroup' ? 'groups' : undefined;
      of.forEach(constant => kind && constant.op === 'literal' && uses.push({ path: placeOf(rule, member), kind, name: String(constant.args![0]) }));
    });
  }
  return uses;
}

const USELESS = 'As it stands, nothing matches it: correct the name, or remove it';

/** Groups that Cognito creates for identity providers: the id of the pool, and the name of the provider. */
const PROVIDER_GROUP = /^[a-z]{2}(?:-[a-z]+)+-[0-9]+_[A-Za-z0-9]+_/;

const NOBODY: Record<Use['kind'], string> = {
  scopes: 'no app client of the user pool may request',
  groups: 'no group of the user pool is named',
  providers: 'no identity provider of the user pool is named',
};

function warningsOf({ path, kind, name }: Use, { names, providerNames, compilation: { document } }: CheckedApp): readonly Warning[] {
  const warning = (message: string): Warning => ({ id: 'UnknownName', path, message });
  if (name.includes('*') && kind !== 'providers') {
    const singular = kind.slice(0, -1);
    return [warning(`'${name}' is compared as it is written, and no token has this ${singular}: name each ${singular}`)];
  }
  const added = document.rules.flatMap(rule => rule.kind === 'addScope' && rule.value.op === 'literal' ? [String(rule.value.args![0])] : []);
  const known = { scopes: names.scopes && [...names.scopes, ...added], groups: names.groups, providers: providerNames }[kind];
  return known === undefined || known.includes(name) || (kind === 'groups' && PROVIDER_GROUP.test(name)) ? []
    : [warning(`${NOBODY[kind]} '${name}'${didYouMean(name, known) || '.'} ${USELESS}`)];
}
