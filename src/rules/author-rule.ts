import type { CommonRuleOptions } from './rule-options';
import type { Rule } from '../core/document/document';
import type { Problem } from '../problems/problems';
import type { AuthorNode } from '../values/author-node';

/** What a rule object stands for; the compiler makes one or more rules of the document of it. */
export interface AuthorRule {
  readonly kind: Rule['kind'] | 'copyAttributes' | 'audience' | 'invalid';
  /** Constants, as they were written, by the name that they have for authors. */
  readonly constants: { readonly [name: string]: unknown };
  /** Values by the name that they have for authors. */
  readonly values: { readonly [name: string]: AuthorNode };
  readonly when?: AuthorNode;
  readonly options: Partial<CommonRuleOptions>;
  /** What was wrong already when it was made, at places in it. */
  readonly problems: readonly Problem[];
}

const RULE = Symbol.for('cdk-cognito-token-enricher.rule');
const FAMILY = Symbol.for('cdk-cognito-token-enricher.family');

/** The lists of props that rules go into. */
export type RuleFamily = 'claims' | 'scopes' | 'groups' | 'deny';

export function markRule(object: object, family: RuleFamily, rule: AuthorRule): void {
  Object.defineProperty(object, RULE, { value: rule });
  Object.defineProperty(object, FAMILY, { value: family });
}

/** The rule that an object of this family stands for, if it is one. */
export function ruleOf(object: unknown, family: RuleFamily): AuthorRule | undefined {
  const marked = object as { [RULE]?: AuthorRule; [FAMILY]?: RuleFamily } | null | undefined;
  return marked?.[FAMILY] === family ? marked[RULE] : undefined;
}
