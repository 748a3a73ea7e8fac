import type { RuleResults } from './decide';
import type { LoadedPlan } from './ruleset';
import { hasSlash, isCognitoScope, isScope } from '../../src/core/cognito/scopes';
import type { TokenRequest } from '../../src/core/cognito/token-request';
import { carriesScopes } from '../../src/core/cognito/trigger';
import type { AddScopeRule, KeepScopesRule } from '../../src/core/document/document';
import { isFailure, isList, type Result } from '../../src/core/operators/result';

export interface ScopeDecision {
  readonly add: readonly string[];
  readonly suppress: readonly string[];
  /** The rules that added or suppressed a scope. */
  readonly origins: readonly string[];
}

/** Decides the scopes. Scopes are added in the order of the rules, except those that the token already has. Suppressing wins. */
export function decideScopes({ places, planned }: LoadedPlan, { states, outcomes, denials }: RuleResults, request: TokenRequest): ScopeDecision {
  const add: string[] = [];
  const suppress: string[] = [];
  const origins: string[] = [];
  const isCarried = carriesScopes(request.eventVersion);

  for (const place of places.scopes) {
    const { rule } = planned[place];
    if (!states[place].fires) {
      continue;
    }
    const before = add.length + suppress.length;
    switch (rule.kind) {
      case 'addScope': {
        const isComplete = collectAdded(rule, states[place].value, add);
        if (isComplete !== undefined) {
          outcomes[place] = !isCarried ? 'NOT_CARRIED' : isComplete ? 'APPLIED' : 'DROPPED';
        }
        break;
      }
      case 'suppressScope':
      case 'keepScopes':
        if (!isCarried) {
          denials.push({ reason: 'VERSION', rule: rule.id });
        } else if (rule.kind === 'suppressScope') {
          suppress.push(rule.scope);
        } else if (request.scopes === undefined) {
          denials.push({ reason: 'UNCERTAIN', rule: rule.id });
        } else {
          collectCut(rule, states[place].value, request.scopes, suppress);
        }
        break;
    }
    if (add.length + suppress.length > before) {
      origins.push(rule.id);
    }
  }
  const [added, suppressed, requested] = [new Set(add), new Set(suppress), new Set(request.scopes)];
  return { add: isCarried ? [...added].filter(scope => !suppressed.has(scope) && !requested.has(scope)) : [], suppress: [...suppressed], origins };
}

/** Collects the scopes that a rule adds. Returns false if a scope was dropped, undefined if the value is absent or has failed. */
export function collectAdded(rule: AddScopeRule, result: Result, into: string[]): boolean | undefined {
  if (result === undefined || isFailure(result)) {
    return undefined;
  }
  let isComplete = true;
  for (const text of isList(result) ? result : [result]) {
    if (typeof text === 'string' && isScope(text) && (!isCognitoScope(text) || isLiteral(rule))) {
      into.push(text);
    } else if (!isFailure(text)) {
      isComplete = false;
    }
  }
  return isComplete;
}

/** Only a constant can add a scope of Cognito itself, never a computed value. */
function isLiteral(rule: AddScopeRule): boolean {
  return !rule.list && rule.value.op === 'literal';
}

/** Collects the requested scopes that a rule does not keep. If the list is absent or has failed, it keeps none. */
function collectCut(rule: KeepScopesRule, result: Result, requested: readonly string[], into: string[]): void {
  const kept = new Set<unknown>(isList(result) ? result : []);
  for (const scope of requested) {
    if ((rule.standardScopes || hasSlash(scope)) && !kept.has(scope)) {
      into.push(scope);
    }
  }
}
