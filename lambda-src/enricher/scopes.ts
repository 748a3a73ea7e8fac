import type { Considered, Outcomes } from './consider';
import { isCognitoScope, isResourceScope, isScope } from '../../src/cognito/scopes';
import type { TokenRequest } from '../../src/cognito/token-request';
import { carriesScopes } from '../../src/cognito/trigger-version';
import type { Outcome, Refusal } from '../../src/ruleset/decision';
import type { AddScopeRule, KeepScopesRule, Rule } from '../../src/ruleset/document';
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
  const origins: string[] = [];
  const outcomes = new Array<Outcome | undefined>(considered.length);
  const refusals: Refusal[] = [];

  for (const index of places.scopes) {
    const { rule, fires, value } = considered[index];
    if (!fires) {
      continue;
    }
    switch (rule.kind) {
      case 'addScope': {
        const added = addedBy(rule, value);
        if (added) {
          outcomes[index] = !carriesScopes(request.eventVersion) ? 'NOT_CARRIED' : added.complete ? 'APPLIED' : 'DROPPED';
          collect(rule, added.scopes, add, origins);
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
        collect(rule, rule.kind === 'suppressScope' ? [rule.scope] : cutBy(rule, value, request), suppress, origins);
        break;
    }
  }
  for (const scope of suppress) {
    add.delete(scope);
  }
  for (const scope of request.scopes ?? []) {
    add.delete(scope);
  }
  return { add: carriesScopes(request.eventVersion) ? [...add] : [], suppress: [...suppress], origins, outcomes, refusals };
}

function collect(rule: Rule, scopes: readonly string[], into: Set<string>, origins: string[]): void {
  for (const scope of scopes) {
    into.add(scope);
  }
  if (scopes.length > 0) {
    origins.push(rule.id);
  }
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
