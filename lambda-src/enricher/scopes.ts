import type { Considered } from './consider';
import type { LoadedPlan } from './plan';
import { isCognitoScope, isResourceScope, isScope } from '../../src/cognito/scopes';
import type { TokenRequest } from '../../src/cognito/token-request';
import { carriesScopes } from '../../src/cognito/trigger-version';
import type { AddScopeRule, KeepScopesRule, Rule } from '../../src/ruleset/document';
import { isFailure, isList, type Result } from '../../src/ruleset/operators/result';

export interface ScopeDecision {
  readonly add: readonly string[];
  readonly suppress: readonly string[];
  /** The rules that added a scope or took one away. */
  readonly origins: readonly string[];
}

/** Additions in the order of the rules, without what the token has already; suppressing wins. */
export function decideScopes(
  { places, planned }: LoadedPlan, { states, values, outcomes, refusals }: Considered, request: TokenRequest,
): ScopeDecision {
  const add: string[] = [];
  const suppress: string[] = [];
  const origins: string[] = [];
  const isCarried = carriesScopes(request.eventVersion);

  for (const place of places.scopes) {
    const { rule } = planned[place];
    if (!states[place].fires) {
      continue;
    }
    switch (rule.kind) {
      case 'addScope': {
        const added = addedBy(rule, values[place]);
        if (added) {
          outcomes[place] = !isCarried ? 'NOT_CARRIED' : added.complete ? 'APPLIED' : 'DROPPED';
          collect(rule, added.scopes, add, origins);
        }
        break;
      }
      case 'suppressScope':
      case 'keepScopes':
        if (!isCarried) {
          refusals.push({ reason: 'VERSION', rule: rule.id });
          break;
        }
        if (rule.kind === 'keepScopes' && request.scopes === undefined) {
          refusals.push({ reason: 'UNCERTAIN', rule: rule.id });
          break;
        }
        collect(rule, rule.kind === 'suppressScope' ? [rule.scope] : cutBy(rule, values[place], request), suppress, origins);
        break;
    }
  }
  return { add: isCarried ? distinct(add, suppress, request.scopes ?? NONE) : NONE, suppress: distinct(suppress), origins };
}

const NONE: readonly string[] = [];
/** So many scopes are sooner compared with each other than put into a set. */
const FEW = 16;

/** Each scope once, but for those of other lists. */
function distinct(scopes: readonly string[], ...others: ReadonlyArray<readonly string[]>): readonly string[] {
  if (scopes.length <= FEW && others.every(other => other.length <= FEW)) {
    return scopes.filter((scope, index) => scopes.indexOf(scope) === index && !others.some(other => other.includes(scope)));
  }
  const seen = new Set(others.flat());
  return scopes.filter(scope => !seen.has(scope) && seen.add(scope));
}

function collect(rule: Rule, scopes: readonly string[], into: string[], origins: string[]): void {
  for (const scope of scopes) {
    into.push(scope);
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
