import type { CommonRuleOptions } from './rule-options';
import type { Rule } from '../core/document/document';
import type { Problem } from '../problems/problems';
import type { AuthorNode } from '../values/author-node';

/** The content of a rule object. The compiler turns it into one or more rules of the document. */
export interface AuthorRule {
  readonly kind: Rule['kind'] | 'copyAttributes' | 'audience' | 'invalid';
  /** Constants as they were written, by the name that authors know. */
  readonly constants: { readonly [name: string]: unknown };
  /** Values by the name that authors know. */
  readonly values: { readonly [name: string]: AuthorNode };
  readonly when?: AuthorNode;
  readonly options: Partial<CommonRuleOptions>;
  /** Problems found when the rule was created, with paths inside the rule. */
  readonly problems: readonly Problem[];
}

const RULE = Symbol.for('cdk-cognito-token-enricher.rule');
const FAMILY = Symbol.for('cdk-cognito-token-enricher.family');

/** The list props of the enricher that rules belong to. */
export type RuleFamily = 'claims' | 'scopes' | 'groups' | 'deny';

export function markRule(object: object, family: RuleFamily, rule: AuthorRule): void {
  Object.defineProperty(object, RULE, { value: rule });
  Object.defineProperty(object, FAMILY, { value: family });
}

/** Returns the rule of an object if it belongs to this family. */
export function ruleOf(object: unknown, family: RuleFamily): AuthorRule | undefined {
  const marked = object as { [RULE]?: AuthorRule; [FAMILY]?: RuleFamily } | null | undefined;
  return marked?.[FAMILY] === family ? marked[RULE] : undefined;
}
