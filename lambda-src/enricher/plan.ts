import { inactive, type Considered } from './consider';
import type * as Planning from './planning';
import type { LoadedRule, Ruleset } from './ruleset';
import type { TokenRequest } from '../../src/cognito/token-request';
import type { RuleTrace } from '../../src/ruleset/decision';
import { planName, type Plan, type RulePlan } from '../../src/ruleset/plan';

/* eslint-disable @typescript-eslint/no-require-imports */

export interface PlannedRule extends LoadedRule, Omit<RulePlan, 'idle'> {
  /** What it is to such a request where it is idle. */
  readonly idle?: Considered;
  /** What it is while its condition is false. */
  readonly whenFalse: Considered;
  /** What was told of it before. */
  told?: RuleTrace;
}

/** A plan with rules that are ready to be evaluated. */
export interface LoadedPlan extends Plan {
  readonly planned: readonly PlannedRule[];
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
    const { rule, when, members } = loaded;
    const { direction, suppresses, fits, idle } = plan.rules[place];
    const whenFalse = inactive(rule, 'CONDITION_FALSE', false);
    return { rule, when, members, direction, suppresses, fits, idle: idle && inactive(rule, idle, false), whenFalse, told: undefined };
  });
  return { ...plan, planned };
}
