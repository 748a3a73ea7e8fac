import { baseTokensOf, type BaseTokens } from '../../src/core/cognito/base-tokens';
import { isAttributeClaim, type TokenName } from '../../src/core/cognito/claims';
import { issueTokens, jwtLength } from '../../src/core/cognito/issue-tokens';
import { toResponse, type Changes } from '../../src/core/cognito/response';
import type { TokenRequest } from '../../src/core/cognito/token-request';
import type { Decision } from '../../src/core/document/decision';
import type { Budget, Rule, RulesetDocument } from '../../src/core/document/document';

/** Enforces the token budget: drops claims, or denies the token. */
export function keepBudget(decision: Decision, request: TokenRequest, { budget, rules }: RulesetDocument): Decision {
  if (!budget || decision.denial) {
    return decision;
  }
  const base = baseTokensOf(request);
  const keeping = { base, request, budget, rules };
  return budget.tokens.reduce<Decision>((kept, token) => keepToken(kept, token, keeping), decision);
}

interface Keeping {
  readonly base: BaseTokens;
  readonly request: TokenRequest;
  readonly budget: Budget;
  readonly rules: readonly Rule[];
}

function keepToken(decision: Decision, token: TokenName, keeping: Keeping): Decision {
  const { budget, rules } = keeping;
  if (decision.denial || isShort(decision.changes, token, keeping)) {
    return decision;
  }
  const setters = new Map(rules.flatMap(rule => rule.kind === 'setClaim' ? [[rule.id, rule] as const] : []));
  const origins = decision.origins.filter(origin => origin.token === token);
  const dropOrderOf = ({ rules: [by] }: typeof origins[number]): number | undefined => setters.get(by)?.dropOrder;
  const droppable = origins.filter(origin => Object.hasOwn(decision.changes.tokens[token].set, origin.claim) && dropOrderOf(origin) !== undefined)
    .sort((left, right) => dropOrderOf(left)! - dropOrderOf(right)!);
  const dropped: string[] = [];
  for (const { claim } of budget.onExcess === 'DROP' ? droppable : []) {
    dropped.push(claim);
    const kept = (each: string): boolean => origins.some(origin => origin.claim === each && setters.get(origin.rules[0])?.ifAbsent === 'KEEP_ORIGINAL');
    const masked = token === 'ID' ? dropped.filter(each => isAttributeClaim(each) && !kept(each)) : [];
    const changes = without(decision.changes, token, dropped, { marker: budget.marker, masked });
    if (isShort(changes, token, keeping)) {
      const by = new Set(origins.filter(origin => dropped.includes(origin.claim)).flatMap(origin => origin.rules));
      return {
        ...decision,
        changes,
        origins: decision.origins.filter(origin => origin.token !== token || !dropped.includes(origin.claim)),
        trace: decision.trace.map(each => by.has(each.rule) ? { ...each, outcome: 'DROPPED', reason: 'BUDGET' } : each),
      };
    }
  }
  return { ...decision, denial: { reason: 'TOKEN_LENGTH', rule: origins.at(-1)?.rules[0] ?? decision.trace[0]?.rule ?? '' } };
}

/** Removes dropped claims. A dropped claim counts as absent: an attribute that it replaced stays suppressed. */
function without(
  changes: Changes, token: TokenName, dropped: readonly string[], { marker, masked }: { readonly marker: string; readonly masked: readonly string[] },
): Changes {
  const { set, suppress } = changes.tokens[token];
  const left = Object.fromEntries([...Object.entries(set).filter(([claim]) => !dropped.includes(claim)), [marker, dropped.join(' ')] as const]);
  return { ...changes, tokens: { ...changes.tokens, [token]: { set: left, suppress: new Set([...suppress, ...masked]) } } };
}

function isShort(changes: Changes, token: TokenName, { base, request, budget }: Keeping): boolean {
  const tokens = issueTokens(base, toResponse(request.eventVersion, request.subject, changes));
  const claims = token === 'ID' ? tokens.idToken : tokens.accessToken;
  return claims === undefined || jwtLength(Buffer.byteLength(JSON.stringify(claims))) <= budget.length;
}
