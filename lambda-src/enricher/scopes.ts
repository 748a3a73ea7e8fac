import type { Considered, Outcomes } from './consider';
import { isCognitoScope, isResourceScope, isScope } from '../../src/cognito/scopes';
import type { TokenRequest } from '../../src/cognito/token-request';
import { carriesScopes } from '../../src/cognito/trigger-version';
import type { Outcome, Refusal } from '../../src/ruleset/decision';
import type { AddScopeRule, KeepScopesRule } from '../../src/ruleset/document';
import { isFailure, isList, type Result } from '../../src/ruleset/operators/result';
import type { Plan } from '../../src/ruleset/plan';

export interface ScopeDecision {
  readonly add: readonly string[];
  readonly suppress: readonly string[];
  /** The rules that added a scope or took one away. */
  readonly origins: readonly string[];
  readonly outcomes: Outcomes;
  readonly refusals: readonly Refusal[];
}

/** Additions in the order of the rules, without what the token has already; suppressing wins. */
export function decideScopes({ places }: Plan, considered: readonly Considered[], request: TokenRequest): ScopeDecision {
  const add = new Set<string>();
  const suppress = new Set<string>();
  const origins = new Set<string>();
  const outcomes: Array<Outcome | undefined> = [];
  const refusals: Refusal[] = [];
  const requested = new Set(request.scopes);

  for (const index of places.scopes) {
    const { rule, fires, values } = considered[index];
    if (!fires) {
      continue;
    }
    switch (rule.kind) {
      case 'addScope': {
        const added = addedBy(rule, values.value);
        if (added) {
          outcomes[index] = !carriesScopes(request.eventVersion) ? 'NOT_CARRIED' : added.complete ? 'APPLIED' : 'DROPPED';
          added.scopes.forEach(scope => add.add(scope) && origins.add(rule.id));
        }
        break;
      }
      case 'suppressScope':
      case 'keepScopes':
        if (!carriesScopes(request.eventVersion)) {
          refusals.push({ reason: 'VERSION', rule: rule.id });
          break;
        }
        if (rule.kind === 'keepScopes' && request.scopes === undefined) {
          refusals.push({ reason: 'UNCERTAIN', rule: rule.id });
          break;
        }
        (rule.kind === 'suppressScope' ? [rule.scope] : cutBy(rule, values.value, request)).forEach(scope => suppress.add(scope) && origins.add(rule.id));
        break;
    }
  }
  return {
    add: carriesScopes(request.eventVersion) ? [...add].filter(scope => !suppress.has(scope) && !requested.has(scope)) : [],
    suppress: [...suppress],
    origins: [...origins],
    outcomes,
    refusals,
  };
}

/** The scopes that a rule adds; not complete when one had to be dropped. Nothing when its value is absent or has failed. */
export function addedBy(rule: AddScopeRule, result: Result): { scopes: readonly string[]; complete: boolean } | undefined {
  if (result === undefined || isFailure(result)) {
    return undefined;
  }
  const texts = isList(result) ? result.filter(member => !isFailure(member)) : [result];
  const scopes = texts.filter((text): text is string => typeof text === 'string' && isScope(text) && (!isCognitoScope(text) || isLiteral(rule)));
  return { scopes, complete: scopes.length === texts.length };
}

/** Scopes of Cognito itself never come out of a value. */
function isLiteral(rule: AddScopeRule): boolean {
  return !rule.list && rule.value.op === 'literal';
}

/** The requested scopes that a rule does not keep. Of an unknown list it keeps nothing. */
function cutBy(rule: KeepScopesRule, result: Result, request: TokenRequest): readonly string[] {
  const kept = new Set<unknown>(isList(result) ? result : []);
  return (request.scopes ?? []).filter(scope => (rule.standardScopes || isResourceScope(scope)) && !kept.has(scope));
}
