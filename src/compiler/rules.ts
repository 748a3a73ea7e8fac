import { compileName, compileNames, inOrder } from './arguments';
import type { CompileContext } from './context';
import { compileExpression } from './expressions';
import { consumerOfClaim } from '../analysis/access-names';
import { tokensOfCognito } from '../core/cognito/claims';
import type { Expression, IfAbsentName, ModeName, Rule, SetClaimRule, SubjectName, TokenName, TriggerVersionName } from '../core/document/document';
import type { WithoutProvenance } from '../core/document/expressions';
import { placed } from '../options/options';
import type { AuthorRule } from '../rules/rule-options';

/** A rule without its provenance, which is only known when all rules are compiled. */
export type CompiledRule = WithoutProvenance<Rule>;

const SUBJECTS: readonly SubjectName[] = ['USER', 'MACHINE'];
const TOKENS: readonly TokenName[] = ['ID', 'ACCESS'];

/** Compiles a rule of the props to one or more rules of the document. */
export function compileRule(
  rule: AuthorRule,
  path: string,
  pinnedVersion: TriggerVersionName | undefined,
  context: CompileContext,
): readonly CompiledRule[] {
  const { options, constants } = rule;
  placed(rule.problems, path).forEach(problem => context.problem(problem));
  const subjects = inOrder(options.subjects, SUBJECTS, ['USER']);
  const base = {
    subjects,
    mode: (options.mode ?? 'ENFORCE') as ModeName,
    ...(rule.when && { when: compileExpression(rule.when, `${path}.${rule.kind === 'deny' ? 'condition' : 'when'}`, context) }),
    ...(options.description !== undefined && { description: compileName(options.description, `${path}.description`, context) }),
  };
  const value = (name: string): Expression => compileExpression(rule.values[name], `${path}.${name}`, context);
  const text = (name: string): string => compileName(constants[name], `${path}.${name}`, context);

  switch (rule.kind) {
    case 'setClaim':
      return [setClaim({ ...base, id: path, kind: rule.kind, claim: text('name'), value: value('value'), ...claimOptions(rule, subjects, pinnedVersion) })];
    case 'copyAttributes':
      return compileNames(constants.names, `${path}.names`, context).map((name, index) => setClaim({
        ...base,
        id: `${path}.names[${index}]`,
        kind: 'setClaim' as const,
        claim: name,
        value: context.expressions.share({ op: 'userAttribute', args: [name] }),
        ...claimOptions(rule, subjects, pinnedVersion),
      }));
    case 'audience':
      return [{ ...base, id: path, kind: 'setClaim', claim: 'aud', audience: true, value: context.expressions.share({ op: 'clientId' }), tokens: ['ACCESS'], ifAbsent: 'OMIT' }];
    case 'suppressClaim':
      // its tokens follow when all rules are compiled: see `suppressedTokens`
      return [{ ...base, id: path, kind: rule.kind, claim: text('name'), tokens: tokensOf(rule, []) }];
    case 'keepClaims':
      return [{ ...base, id: path, kind: rule.kind, claims: [...compileNames(constants.names, `${path}.names`, context, 0)].sort() }];
    case 'addScope':
      return [{
        ...base,
        id: path,
        kind: rule.kind,
        ...'template' in rule.values ? { value: value('template'), template: true } : { value: value('value') },
        ...constants.list === true && { list: true },
      }];
    case 'suppressScope':
      return [{ ...base, id: path, kind: rule.kind, scope: text('scope') }];
    case 'keepScopes':
      return [{ ...base, id: path, kind: rule.kind, value: value('value'), standardScopes: constants.standardScopes === true }];
    case 'setGroups':
      return [{ ...base, id: path, kind: rule.kind, ...Object.fromEntries(Object.keys(rule.values).sort().map(name => [name, value(name)])) }];
    case 'deny':
      return [{ ...base, id: path, kind: rule.kind, when: base.when!, message: text('message') }];
    case 'invalid':
      return [];
  }
}

/** A claim by which a product decides about access is used for authorization, unless the author says otherwise. */
function setClaim(rule: WithoutProvenance<SetClaimRule>): WithoutProvenance<SetClaimRule> {
  const { usedForAuthorization = consumerOfClaim(rule.claim, rule.value) ? true : undefined } = rule;
  return usedForAuthorization === undefined ? rule : { ...rule, usedForAuthorization };
}

function claimOptions(rule: AuthorRule, subjects: readonly SubjectName[], pinnedVersion: TriggerVersionName | undefined) {
  const { ifAbsent, usedForAuthorization, dropOrder } = rule.constants;
  // machines get no ID token
  const usual: readonly TokenName[] = pinnedVersion === 'V1_0' ? ['ID'] : subjects.includes('USER') ? TOKENS : ['ACCESS'];
  return {
    tokens: tokensOf(rule, usual),
    ifAbsent: (ifAbsent ?? 'OMIT') as IfAbsentName,
    ...(usedForAuthorization !== undefined && { usedForAuthorization: usedForAuthorization as boolean }),
    ...(dropOrder !== undefined && { dropOrder: dropOrder as number }),
  };
}

function tokensOf({ constants }: AuthorRule, usual: readonly TokenName[]): readonly TokenName[] {
  return inOrder(constants.tokens as readonly TokenName[] | undefined, TOKENS, usual);
}

/** Sets the tokens of `ClaimRule.suppress` rules that name none: the tokens that can contain their claim. */
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
