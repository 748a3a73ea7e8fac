import { buildExpression } from './expressions';
import type { TokenRequest } from '../../src/core/cognito/token-request';
import { DOCUMENT_VERSION, type Rule, type RulesetDocument, type SetGroupsRule, type Source } from '../../src/core/document/document';
import { targetOf } from '../../src/core/document/expressions';
import { restricting, type Evaluate } from '../../src/core/operators/operator';
import type { TypeName } from '../../src/core/operators/result';
import { planOf, type Plan, type RulePlan } from '../../src/core/plan/plan';

/** One of several values of a rule, with its required type. */
export interface Member {
  readonly name: 'groups' | 'iamRoles' | 'preferredRole';
  readonly value: Evaluate;
  readonly type: TypeName;
}

/** A compiled rule. */
export interface LoadedRule<R extends Rule = Rule> {
  readonly rule: R;
  readonly when?: Evaluate;
  /** The value of a rule with one value. */
  readonly value?: Evaluate;
  /** The required type of the value; undefined for claims, which accept any type. */
  readonly type?: TypeName;
  /** The values of a rule with several values. */
  readonly members?: readonly Member[];
}

/** A compiled rule with its plan for one kind of request. */
export type PlannedRule<R extends Rule = Rule> = LoadedRule<R> & RulePlan;

export interface LoadedPlan extends Plan {
  readonly planned: readonly PlannedRule[];
}

export interface LoadedSource {
  readonly name: string;
  readonly source: Source;
  /** The name or ARN of its table, or the ARN of its function. */
  readonly target: Evaluate;
  /** The attribute names of the key, or the property names of the input. */
  readonly attributes: readonly string[];
  /** The values of these, followed by the values of the sort key condition of a query. */
  readonly parts: readonly Evaluate[];
}

export interface Ruleset {
  readonly document: RulesetDocument;
  readonly sources: ReadonlyMap<string, LoadedSource>;
  /** The plan for requests of this kind. */
  readonly planFor: (request: Pick<TokenRequest, 'subject' | 'eventVersion'>) => LoadedPlan;
}

/** Compiles a document to closures, once per environment. Throws if this code does not support the version of the document. */
export function loadRuleset(document: RulesetDocument): Ruleset {
  if (document.version !== DOCUMENT_VERSION) {
    throw new Error(`the document has version ${String(document.version)}, but this code supports version ${DOCUMENT_VERSION}`);
  }
  const rules = document.rules.map(loadRule);
  const plans = new Map<string, LoadedPlan>();
  return {
    document,
    sources: new Map(Object.entries(document.sources).map(([name, source]) => [name, loadSource(name, source)])),
    planFor: ({ subject, eventVersion }) => {
      const key = `${subject} ${eventVersion}`;
      const plan = plans.get(key) ?? withRules(planOf(document, subject, eventVersion), rules);
      plans.set(key, plan);
      return plan;
    },
  };
}

function withRules(plan: Plan, rules: readonly LoadedRule[]): LoadedPlan {
  return { ...plan, planned: rules.map((loaded, place) => ({ ...inDirection(loaded, plan.rules[place]), ...plan.rules[place] })) };
}

/** A rule whose expressions know that it restricts or decides. */
function inDirection(loaded: LoadedRule, { direction }: RulePlan): LoadedRule {
  const { when, value, members } = loaded;
  return direction === 'GRANTS' ? loaded : {
    ...loaded,
    ...when && { when: strictly(when) },
    ...value && { value: strictly(value) },
    ...members && { members: members.map(member => ({ ...member, value: strictly(member.value) })) },
  };
}

function strictly(evaluate: Evaluate): Evaluate {
  return evaluation => evaluate(restricting(evaluation));
}

function loadRule(rule: Rule): LoadedRule {
  // disabled rules are not compiled: the engines that they need are not in the asset
  if (rule.mode === 'DISABLED') {
    return { rule };
  }
  return {
    rule,
    ...rule.when && { when: buildExpression(rule.when) },
    ...'value' in rule && { value: buildExpression(rule.value), type: typeOfValue(rule) },
    ...rule.kind === 'setGroups' && { members: membersOf(rule) },
  };
}

function typeOfValue(rule: Rule): TypeName | undefined {
  switch (rule.kind) {
    case 'keepScopes': return 'list';
    case 'addScope': return rule.list ? 'list' : 'string';
    default: return undefined;
  }
}

function membersOf(rule: SetGroupsRule): readonly Member[] {
  return (['groups', 'iamRoles', 'preferredRole'] as const).flatMap((name): readonly Member[] =>
    rule[name] ? [{ name, value: buildExpression(rule[name]), type: name === 'preferredRole' ? 'string' : 'list' }] : []);
}

function loadSource(name: string, source: Source): LoadedSource {
  const sortValues = source.kind === 'query' && source.sort ? source.sort.values : [];
  return {
    name,
    source,
    target: buildExpression(targetOf(source)),
    attributes: Object.keys(source.key),
    parts: [...Object.values(source.key), ...sortValues].map(part => source.decides ? strictly(buildExpression(part)) : buildExpression(part)),
  };
}
