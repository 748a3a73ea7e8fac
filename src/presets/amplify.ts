import { A_STRING } from '../options/checks';
import { readOptions, type OptionChecks } from '../options/options';
import { SET_CLAIM_OPTIONS, ClaimRule, type SetClaimOptions } from '../rules/claim-rule';
import { A_CONDITION, A_VALUE } from '../values/author-node';
import { Value } from '../values/value';

/** Options of `Preset.amplify`. By default, the claims are `usedForAuthorization`. */
export interface AmplifyOptions extends SetClaimOptions {
  /**
   * The name of the groups claim: the name in `withClaimIn`, or the `groupClaim` of the `@auth` directive.
   *
   * @default - no such claim: Amplify reads `cognito:groups`
   */
  readonly groupClaim?: string;

  /**
   * The groups: a list of strings. Use groups or table attributes; a user-writable attribute is an error. If the list is absent,
   * the token does not contain the claim. If it has failed, the token is denied.
   *
   * @default Value.groups()
   */
  readonly groups?: Value;

  /**
   * The name of the owner claim: the name in `identityClaim`.
   *
   * @default - no such claim: Amplify reads `sub` and `username`
   */
  readonly identityClaim?: string;

  /**
   * The owner of records: a string that is unique, is never reused, and that users cannot write. If it is absent, the token does
   * not contain the claim. If it has failed, the token is denied.
   *
   * @default Value.sub()
   */
  readonly identity?: Value;
}

const AMPLIFY_OPTIONS: OptionChecks<AmplifyOptions> = {
  groupClaim: A_STRING,
  groups: A_VALUE,
  identityClaim: A_STRING,
  identity: A_VALUE,
  ...SET_CLAIM_OPTIONS,
  // checked here, because there may be no rule that checks it
  when: A_CONDITION,
};

export function amplifyClaims(given: AmplifyOptions): ClaimRule[] {
  const { options, problems } = readOptions(given, AMPLIFY_OPTIONS);
  if (problems.length > 0) {
    return [ClaimRule._invalid(problems)];
  }
  const { groupClaim, groups = Value.groups(), identityClaim, identity = Value.sub(), ...rule } = options;
  const authorizing: SetClaimOptions = { ...rule, usedForAuthorization: rule.usedForAuthorization ?? true };
  return [
    ...groupClaim === undefined ? [] : [ClaimRule.set(groupClaim, groups, authorizing)],
    ...identityClaim === undefined ? [] : [ClaimRule.set(identityClaim, identity, authorizing)],
  ];
}
