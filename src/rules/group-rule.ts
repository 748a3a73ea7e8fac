import { markRule, RULE_OPTIONS, type AuthorRule, type RuleOptions } from './rule-options';
import { CHECKED_LATER } from '../options/checks';
import { readOptions, type OptionChecks, type Options } from '../options/options';
import type { Problem } from '../problems/problems';
import { nodeOf } from '../values/author-node';
import type { Value } from '../values/value';

/** The groups of a token, the IAM roles that identity pools use, and the options of the rule. */
export interface SetGroupsOptions extends RuleOptions {
  /**
   * The groups: a list of strings. An absent list counts as empty. A failed list denies the token.
   *
   * @default - the groups stay unchanged
   */
  readonly groups?: Value;

  /**
   * The ARNs of the IAM roles: a list of strings. Strings that are not role ARNs are dropped. An absent list counts as empty. A
   * failed list denies the token.
   *
   * @default - the roles stay unchanged, including the roles of groups that the rule removes
   */
  readonly iamRoles?: Value;

  /**
   * The ARN of the preferred IAM role. It is dropped unless it is one of the roles. If absent, the token has no preferred role.
   * If failed, the token is denied.
   *
   * @default - the preferred role stays unchanged
   */
  readonly preferredRole?: Value;
}

const OVERRIDES = ['groups', 'iamRoles', 'preferredRole'] as const;

const SET_GROUPS_OPTIONS: OptionChecks<SetGroupsOptions> = {
  groups: CHECKED_LATER, iamRoles: CHECKED_LATER, preferredRole: CHECKED_LATER, ...RULE_OPTIONS,
};

/**
 * Overrides groups and IAM roles in the tokens. The groups in the user pool do not change.
 *
 * @example
 * const rule = GroupRule.set({
 *   groups: Value.groups().filter(Value.element().startsWith('app-')),
 *   iamRoles: Value.iamRoles(),
 * });
 */
export class GroupRule {
  /**
   * Overrides groups and roles. Options that you omit keep the values from Cognito. If several rules set the same option, the
   * last matching rule wins.
   *
   * @param options the groups, the roles and the preferred role to set, and the condition; an unknown condition denies the token
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  public static set(options: SetGroupsOptions): GroupRule {
    const read = readOptions(options, SET_GROUPS_OPTIONS);
    const hasOverride = OVERRIDES.some(name => read.options[name] !== undefined);
    // a misspelled option name is not reported a second time as a rule without overrides
    return new GroupRule(read.problems.length > 0 && !hasOverride ? 'invalid' : 'setGroups', read);
  }

  /** @internal */
  public static _invalid(problems: readonly Problem[]): GroupRule {
    return new GroupRule('invalid', { options: {}, problems });
  }

  /** The options that the rule overrides: `groups`, `iamRoles`, `preferredRole`. */
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
