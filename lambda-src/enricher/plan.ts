import { inactive, type Considered, type RuleState } from './consider';
import type * as Planning from './planning';
import type { LoadedRule, Ruleset } from './ruleset';
import type { TokenRequest } from '../../src/core/cognito/token-request';
import type { RuleTrace } from '../../src/core/document/decision';
import type { Rule } from '../../src/core/document/document';
import { planName, type Plan, type RulePlan } from '../../src/core/plan/plan';

/* eslint-disable @typescript-eslint/no-require-imports */

export interface PlannedRule<R extends Rule = Rule> extends LoadedRule<R>, Omit<RulePlan, 'idle'> {
  /** What becomes of it where it is idle. */
  readonly idle?: RuleState;
}

/** A plan with rules that are ready to be evaluated. */
export interface LoadedPlan extends Plan {
  readonly planned: readonly PlannedRule[];
  /** What was told of the last request. */
  told?: Pick<Considered, 'states' | 'outcomes'> & { readonly trace: readonly RuleTrace[] };
}

export function planFor(ruleset: Ruleset, { subject, eventVersion }: Pick<TokenRequest, 'subject' | 'eventVersion'>): LoadedPlan {
  const name = planName(subject, eventVersion);
  let plan = ruleset.plans.get(name);
  if (!plan) {
    const { document } = ruleset;
    plan = loadPlan(document.plans?.[name] ?? (require('./planning') as typeof Planning).planOf(document, subject, eventVersion), ruleset);
    ruleset.plans.set(name, plan);
  }
  return plan;
}

function loadPlan(plan: Plan, { rules }: Ruleset): LoadedPlan {
  const planned = rules.map((loaded, place): PlannedRule => {
    const { direction, suppresses, fits, idle } = plan.rules[place];
    return { ...loaded, direction, suppresses, fits, idle: idle && inactive(idle) };
  });
  return { ...plan, planned, told: undefined };
}
