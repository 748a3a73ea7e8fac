import { choice, choices } from './choices';
import type { CompileContext } from './context';
import { compileExpression } from './expressions';
import { compileName, compileNames } from './names';
import { tokensOfCognito } from '../core/cognito/claims';
import type { Expression, ModeName, Rule, SubjectName, TokenName, TriggerVersionName } from '../core/document/document';
import type { WithoutProvenance } from '../core/document/expressions';
import { show } from '../problems/problems';
import type { AuthorRule } from '../rules/author-rule';

/** A rule without what is known only when all rules are. */
export type CompiledRule = WithoutProvenance<Rule>;

const SUBJECTS: readonly SubjectName[] = ['USER', 'MACHINE'];
const MODES: readonly ModeName[] = ['ENFORCE', 'SHADOW', 'DISABLED'];
const TOKENS: readonly TokenName[] = ['ID', 'ACCESS'];

/** Makes one or more rules of the document of a rule of the props. */
export function compileRule(
  rule: AuthorRule,
  path: string,
  pinnedVersion: TriggerVersionName | undefined,
  context: CompileContext,
): readonly CompiledRule[] {
  const { options, constants } = rule;
  const subjects = choices(options.subjects, SUBJECTS, ['USER'], `${path}.subjects`, context);
  const base = {
    subjects,
    mode: choice(options.mode, MODES, 'ENFORCE', `${path}.mode`, context),
    ...(rule.when && { when: compileExpression(rule.when, `${path}.${rule.kind === 'deny' ? 'condition' : 'when'}`, context) }),
    ...(options.description !== undefined && { description: compileName(options.description, `${path}.description`, context) }),
  };
  const value = (name: string): Expression => compileExpression(rule.values[name], `${path}.${name}`, context);
  const text = (name: string): string => compileName(constants[name], `${path}.${name}`, context);

  switch (rule.kind) {
    case 'setClaim':
      return [{ ...base, id: path, kind: rule.kind, claim: text('name'), value: value('value'), ...claimOptions(rule, path, subjects, pinnedVersion, context) }];
    case 'copyAttributes':
      return compileNames(constants.names, `${path}.names`, context).map((name, index) => ({
        ...base,
        id: `${path}.names[${index}]`,
        kind: 'setClaim' as const,
        claim: name,
        value: context.expressions.share({ op: 'userAttribute', args: [name] }),
        ...claimOptions(rule, path, subjects, pinnedVersion, context),
      }));
    case 'audience':
      return [{ ...base, id: path, kind: 'setClaim', claim: 'aud', audience: true, value: context.expressions.share({ op: 'clientId' }), tokens: ['ACCESS'], ifAbsent: 'OMIT' }];
    case 'suppressClaim':
      // where it can occur is known when all rules are: see `suppressedTokens`
      return [{ ...base, id: path, kind: rule.kind, claim: text('name'), tokens: constants.tokens === undefined ? [] : tokensOf(rule, path, TOKENS, context) }];
    case 'keepClaims':
      // attributes are in the ID token alone
      choices(constants.tokens, ['ID'], ['ID'], `${path}.tokens`, context);
      return [{ ...base, id: path, kind: rule.kind, claims: [...compileNames(constants.names, `${path}.names`, context, 0)].sort() }];
    case 'addScope':
      return [{ ...base, id: path, kind: rule.kind, value: constants.list ? value('value') : value('template'), ...(constants.list === true && { list: true }) }];
    case 'suppressScope':
      return [{ ...base, id: path, kind: rule.kind, scope: text('scope') }];
    case 'keepScopes':
      return [{ ...base, id: path, kind: rule.kind, value: value('value'), standardScopes: constants.standardScopes === true }];
    case 'setGroups':
      return [{ ...base, id: path, kind: rule.kind, ...Object.fromEntries(Object.keys(rule.values).sort().map(name => [name, value(name)])) }];
    case 'deny':
      return [{ ...base, id: path, kind: rule.kind, when: base.when!, message: text('message') }];
  }
}

function claimOptions(
  rule: AuthorRule,
  path: string,
  subjects: readonly SubjectName[],
  pinnedVersion: TriggerVersionName | undefined,
  context: CompileContext,
) {
  const { ifAbsent, authorization, priority } = rule.constants;
  // machines get no ID token
  const usual: readonly TokenName[] = pinnedVersion === 'V1_0' ? ['ID'] : subjects.includes('USER') ? TOKENS : ['ACCESS'];
  return {
    tokens: tokensOf(rule, path, usual, context),
    ifAbsent: choice(ifAbsent, ['OMIT', 'KEEP_ORIGINAL', 'REFUSE'] as const, 'OMIT', `${path}.ifAbsent`, context),
    ...(typeof authorization === 'boolean' && { authorization }),
    ...(priority !== undefined && { priority: priorityOf(priority, `${path}.priority`, context) }),
  };
}

function priorityOf(given: unknown, path: string, context: CompileContext): number {
  if (!Number.isFinite(given)) {
    context.problem({ check: 'Priority', path, given: show(given), allowed: 'a number', fix: 'write a number; the lowest go first' });
    return 0;
  }
  return given as number;
}

function tokensOf({ constants }: AuthorRule, path: string, usual: readonly TokenName[], context: CompileContext): readonly TokenName[] {
  return choices(constants.tokens, TOKENS, usual, `${path}.tokens`, context);
}

/** Gives suppressing rules that name no tokens those in which their claim can occur. */
export function suppressedTokens(
  rules: readonly CompiledRule[],
  authorRules: ReadonlyMap<string, AuthorRule>,
  pinnedVersion: TriggerVersionName | undefined,
): readonly CompiledRule[] {
  return rules.map(rule => {
    if (rule.kind !== 'suppressClaim' || authorRules.get(rule.id)?.constants.tokens !== undefined) {
      return rule;
    }
    const set = rules.flatMap(other => other.kind === 'setClaim' && other.claim === rule.claim && other.mode === 'ENFORCE' ? other.tokens : []);
    const possible = new Set([...tokensOfCognito(rule.claim), ...set]);
    return { ...rule, tokens: TOKENS.filter(token => possible.has(token) && (token === 'ID' || pinnedVersion !== 'V1_0')) };
  });
}
