import { markRule } from './author-rule';
import type { ConditionalRuleOptions } from './rule-options';
import { nodeOf } from '../values/author-node';
import type { Value } from '../values/value';

/** Options of rules about groups. */
export interface GroupRuleOptions extends ConditionalRuleOptions {}

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

/**
 * Overrides groups and IAM roles in the tokens. The groups of the user pool stay as they are.
 *
 * @example
 * const rule = GroupRule.set({
 *   groups: Value.groups().keepWhere(Value.element().startsWith('app-')),
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
    return new GroupRule(overrides, options);
  }

  private constructor(overrides: GroupOverride, options: GroupRuleOptions) {
    const named = Object.entries(overrides ?? {}).filter(([, value]) => value !== undefined);
    markRule(this, 'groups', {
      kind: 'setGroups',
      constants: {},
      values: Object.fromEntries(named.map(([name, value]) => [name, nodeOf(value, 'value')])),
      ...(options.when !== undefined && { when: nodeOf(options.when, 'condition') }),
      options,
    });
  }
}
