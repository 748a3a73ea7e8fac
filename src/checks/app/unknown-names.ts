import type { AppCheck, CheckedApp } from './app-check';
import { isEnforced, type Rule } from '../../core/document/document';
import { expressionsOf, placeOf, walk } from '../../core/document/expressions';
import type { Warning } from '../../problems/problems';
import { didYouMean } from '../../problems/suggest';

/** Scopes and groups that no token has. A mistyped restriction restricts nothing. */
export const UNKNOWN_NAME: AppCheck = {
  name: 'UnknownName',
  finds: 'a scope or group in a restriction or a condition that no token of the user pool has',
  findings: app => ({
    warnings: app.compilation.document.rules.filter(isEnforced).flatMap(usesIn).flatMap(use => warningsOf(use, app)),
  }),
};

interface Use {
  readonly path: string;
  readonly kind: 'scopes' | 'groups';
  readonly name: string;
}

/** The scopes and groups that a rule compares with those of the token. */
function usesIn(rule: Rule): readonly Use[] {
  const uses: Use[] = [
    ...rule.kind === 'suppressScope' ? [{ path: placeOf(rule, 'scope'), kind: 'scopes' as const, name: rule.scope }] : [],
    ...rule.kind === 'keepScopes' && rule.value.op === 'literal' ? (rule.value.args![0] as unknown[]).filter(name => String(name).includes('*'))
      .map(name => ({ path: placeOf(rule, 'value'), kind: 'scopes' as const, name: String(name) })) : [],
  ];
  for (const [member, expression] of expressionsOf(rule)) {
    walk(expression, ({ op, of = [] }) => {
      const kind = op === 'hasScope' ? 'scopes' : op === 'inGroup' ? 'groups' : undefined;
      of.forEach(constant => kind && constant.op === 'literal' && uses.push({ path: placeOf(rule, member), kind, name: String(constant.args![0]) }));
    });
  }
  return uses;
}

const USELESS = 'As it stands, nothing matches it: correct the name, or remove it';

/** Groups that Cognito creates for identity providers: the id of the pool, and the name of the provider. */
const PROVIDER_GROUP = /^[a-z]{2}(?:-[a-z]+)+-[0-9]+_[A-Za-z0-9]+_/;

function warningsOf({ path, kind, name }: Use, { names, compilation: { document } }: CheckedApp): readonly Warning[] {
  const singular = kind.slice(0, -1);
  const warning = (message: string): Warning => ({ id: 'UnknownName', path, message });
  if (name.includes('*')) {
    return [warning(`'${name}' is compared as it is written, and no token has this ${singular}: name each ${singular}`)];
  }
  const added = document.rules.flatMap(rule => rule.kind === 'addScope' && rule.value.op === 'literal' ? [String(rule.value.args![0])] : []);
  const known = kind === 'scopes' ? names.scopes && [...names.scopes, ...added] : names.groups;
  return known === undefined || known.includes(name) || (kind === 'groups' && PROVIDER_GROUP.test(name)) ? []
    : [warning(`no ${kind === 'scopes' ? 'app client of the user pool may request' : 'group of the user pool is named'} '${name}'${didYouMean(name, known) || '.'} ${USELESS}`)];
}
