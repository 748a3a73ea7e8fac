import { markRule, type AuthorRule } from './author-rule';
import { RULE_OPTIONS, type RuleOptions } from './rule-options';
import { CHECKED_LATER } from '../options/checks';
import { readOptions, type OptionChecks, type Options } from '../options/options';
import type { Problem } from '../problems/problems';
import { nodeOf } from '../values/author-node';
import type { Value } from '../values/value';

/** Groups of a token and the IAM roles that identity pools take from it, with the options of the rule. */
export interface SetGroupsOptions extends RuleOptions {
  /**
   * The groups: a list of strings. An absent list is empty; one that has failed denies the token.
   *
   * @default - the groups stay as they are
   */
  readonly groups?: Value;

  /**
   * The ARNs of IAM roles: a list of strings, of which those that are no role ARN are dropped. An absent list is empty; one that
   * has failed denies the token.
   *
   * @default - the roles stay as they are, also those of groups that are taken away
   */
  readonly iamRoles?: Value;

  /**
   * The ARN of the preferred IAM role, dropped unless it is among the roles. Absent: there is none; failed: denies the token.
   *
   * @default - the preferred role stays as it is
   */
  readonly preferredRole?: Value;
}

const OVERRIDES = ['groups', 'iamRoles', 'preferredRole'] as const;

const SET_GROUPS_OPTIONS: OptionChecks<SetGroupsOptions> = {
  groups: CHECKED_LATER, iamRoles: CHECKED_LATER, preferredRole: CHECKED_LATER, ...RULE_OPTIONS,
};

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
   * @param options groups, roles and preferred role to set, and the condition; an unknown condition denies the token
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  public static set(options: SetGroupsOptions): GroupRule {
    const read = readOptions(options, SET_GROUPS_OPTIONS);
    const hasOverride = OVERRIDES.some(name => read.options[name] !== undefined);
    // without it, a misspelt name would be reported as a rule without overrides as well
    return new GroupRule(read.problems.length > 0 && !hasOverride ? 'invalid' : 'setGroups', read);
  }

  /** @internal */
  public static _invalid(problems: readonly Problem[]): GroupRule {
    return new GroupRule('invalid', { options: {}, problems });
  }

  /** What the rule overrides: some of `groups`, `iamRoles` and `preferredRole`. */
  public readonly overridden: string[];

  private constructor(kind: AuthorRule['kind'], { options, problems }: Options<SetGroupsOptions>) {
    this.overridden = OVERRIDES.filter(name => options[name] !== undefined);
    markRule(this, 'groups', {
      kind,
      constants: {},
      values: Object.fromEntries(this.overridden.map(name => [name, nodeOf(options[name as keyof SetGroupsOptions], 'value')])),
      ...(options.when !== undefined && { when: nodeOf(options.when, 'condition') }),
      options,
      problems,
    });
  }
}
