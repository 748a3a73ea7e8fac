import { markRule, type AuthorRule } from './author-rule';
import { CONDITIONAL_RULE_OPTIONS, type ConditionalRuleOptions } from './rule-options';
import { CHECKED_LATER } from '../options/checks';
import { readOptions, type OptionChecks, type Options } from '../options/options';
import type { Problem } from '../problems/problems';
import { nodeOf } from '../values/author-node';
import type { Value } from '../values/value';

/** Options of rules about groups. */
export interface GroupRuleOptions extends ConditionalRuleOptions {}

const GROUP_RULE_OPTIONS: OptionChecks<GroupRuleOptions> = CONDITIONAL_RULE_OPTIONS;

/** The groups of a token, and the IAM roles that identity pools take from it. */
export interface GroupOverride {
  /**
   * The groups: a list of texts. An absent list is empty; one that has failed refuses the token.
   *
   * @default - the groups stay as they are
   */
  readonly groups?: Value;

  /**
   * The ARNs of IAM roles: a list of texts, of which those that are no role ARN are dropped. An absent list is empty; one that
   * has failed refuses the token.
   *
   * @default - the roles stay as they are, also those of groups that are taken away
   */
  readonly iamRoles?: Value;

  /**
   * The ARN of the preferred IAM role, dropped unless it is among the roles. Absent: there is none; failed: refuses the token.
   *
   * @default - the preferred role stays as it is
   */
  readonly preferredRole?: Value;
}

const GROUP_OVERRIDE: OptionChecks<GroupOverride> = { groups: CHECKED_LATER, iamRoles: CHECKED_LATER, preferredRole: CHECKED_LATER };

/**
 * Overrides groups and IAM roles in the tokens. The groups of the user pool stay as they are.
 *
 * @example
 * const rule = GroupRule.set({
 *   groups: Value.groups().filter(Value.element().startsWith('app-')),
 *   iamRoles: Value.iamRoles(),
 * });
 */
export class GroupRule {
  /**
   * Overrides groups and roles. What is not named stays as Cognito sent it; of several rules that name the same the last one
   * whose condition holds decides.
   *
   * @param overrides what to put in place
   * @param options condition; unknown refuses the token
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  public static set(overrides: GroupOverride, options: GroupRuleOptions = {}): GroupRule {
    const { options: values, problems } = readOptions(overrides, GROUP_OVERRIDE, 'overrides');
    const read = readOptions(options, GROUP_RULE_OPTIONS);
    // without it, something misspelt would be a rule that overrides nothing as well
    const kind = problems.length > 0 && Object.keys(values).length === 0 ? 'invalid' : 'setGroups';
    return new GroupRule(kind, values, { options: read.options, problems: [...problems, ...read.problems] });
  }

  /** @internal */
  public static _invalid(problems: readonly Problem[]): GroupRule {
    return new GroupRule('invalid', {}, { options: {}, problems });
  }

  /** What the rule overrides: some of `groups`, `iamRoles` and `preferredRole`. */
  public readonly overridden: string[];

  private constructor(kind: AuthorRule['kind'], overrides: GroupOverride, { options, problems }: Options<GroupRuleOptions>) {
    this.overridden = Object.keys(overrides);
    markRule(this, 'groups', {
      kind,
      constants: {},
      values: Object.fromEntries(Object.entries(overrides).map(([name, value]) => [name, nodeOf(value, 'value')])),
      ...(options.when !== undefined && { when: nodeOf(options.when, 'condition') }),
      options,
      problems,
    });
  }
}
