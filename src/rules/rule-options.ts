import type { Rule } from '../core/document/document';
import { CHECKED_LATER, oneOf, someOf, A_STRING } from '../options/checks';
import type { OptionChecks } from '../options/options';
import type { Problem } from '../problems/problems';
import type { AuthorNode } from '../values/author-node';
import type { Condition } from '../values/condition';

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

/** The party that a token is issued to. */
export enum Subject {
  /** A signed-in user. */
  USER = 'USER',
  /**
   * An app client that uses the client credentials grant (machine-to-machine). These tokens reach the function only with trigger
   * event version V3_0.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
   */
  MACHINE = 'MACHINE',
}

/** The effect of a rule on tokens. */
export enum RuleMode {
  /** The rule is applied. */
  ENFORCE = 'ENFORCE',
  /**
   * The rule is evaluated and counted but has no effect: it never sets, replaces, suppresses or denies anything. A table that
   * only shadow rules read delays a token by at most one second.
   */
  SHADOW = 'SHADOW',
  /** The rule is checked at synthesis only. It is not evaluated and gets no permissions. */
  DISABLED = 'DISABLED',
}

/** Options that all rules share. */
export interface CommonRuleOptions {
  /**
   * The subjects that the rule applies to. The rule is not evaluated for other subjects.
   *
   * @default [Subject.USER]
   */
  readonly subjects?: Subject[];

  /**
   * The effect of the rule on tokens.
   *
   * @default RuleMode.ENFORCE
   */
  readonly mode?: RuleMode;

  /**
   * The purpose of the rule, for readers. It is stored in `ruleset.json`.
   *
   * @default - none
   */
  readonly description?: string;
}

export const COMMON_RULE_OPTIONS: OptionChecks<CommonRuleOptions> = {
  subjects: someOf(Object.values(Subject)),
  mode: oneOf(Object.values(RuleMode)),
  description: A_STRING,
};

/** Options of rules with an optional condition. */
export interface RuleOptions extends CommonRuleOptions {
  /**
   * The condition under which the rule applies. If it cannot be determined, a granting rule does nothing, a restricting rule
   * applies, and an access decision denies the token.
   *
   * @default - always
   */
  readonly when?: Condition;
}

export const RULE_OPTIONS: OptionChecks<RuleOptions> = { when: CHECKED_LATER, ...COMMON_RULE_OPTIONS };
