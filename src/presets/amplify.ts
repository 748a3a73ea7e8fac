import { A_STRING } from '../options/checks';
import { readOptions, type OptionChecks } from '../options/options';
import { SET_CLAIM_OPTIONS, ClaimRule, type SetClaimOptions } from '../rules/claim-rule';
import { A_CONDITION, A_VALUE } from '../values/author-checks';
import { Value } from '../values/value';

/** Options of `Preset.amplify`. The claims authorize, unless `usedForAuthorization` says otherwise. */
export interface AmplifyOptions extends SetClaimOptions {
  /**
   * The claim of the groups: the name in `withClaimIn`, or `groupClaim` of the directive `@auth`.
   *
   * @default - no such claim: Amplify reads `cognito:groups`
   */
  readonly groupClaim?: string;

  /**
   * The groups: a list of strings. Take them out of groups or tables: an attribute that users can write is an error. When they are
   * absent, the claim is not in the token; when they have failed, the token is denied.
   *
   * @default Value.groups()
   */
  readonly groups?: Value;

  /**
   * The claim of the owner: the name in `identityClaim`.
   *
   * @default - no such claim: Amplify reads `sub` and `username`
   */
  readonly identityClaim?: string;

  /**
   * Whom records belong to: a string that no two users have, that is never given again, and that users cannot write. When it is
   * absent, the claim is not in the token; when it has failed, the token is denied.
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
  // there may be no rule that it would be part of
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
