import { A_BOOLEAN, mapOf, required, A_STRING } from '../options/checks';
import { readOptions, type OptionChecks } from '../options/options';
import { SET_CLAIM_OPTIONS, ClaimRule, type SetClaimOptions } from '../rules/claim-rule';
import { A_VALUE } from '../values/author-node';
import { Condition } from '../values/condition';
import { Value } from '../values/value';

/** Options of `Preset.hasura`. By default, the claim is `usedForAuthorization`. */
export interface HasuraOptions extends SetClaimOptions {
  /**
   * The role of requests that do not name a role: choose the one with the fewest permissions. All users to whom the rule applies
   * have this role and may use it.
   */
  readonly defaultRole: string;

  /**
   * More roles that the user may use: a list of strings, or one string. Use groups or table attributes, never a user-writable
   * attribute. Numbers are converted to strings. Values that are absent or have failed add no role, except after a failed read
   * with `OnError.DENY`, which denies the token.
   *
   * @default - only the default role
   */
  readonly roles?: Value;

  /**
   * Allows the role `admin`, which has full access to all tables and bypasses all permissions. By default, `roles` never adds
   * this role, even if groups and tables contain it.
   *
   * @default false
   * @see https://hasura.io/docs/latest/auth/authorization/roles-variables/
   */
  readonly allowAdmin?: boolean;

  /**
   * The session variable `x-hasura-user-id`, as a string. If it is absent, the claim does not contain the variable.
   *
   * @default Value.sub()
   */
  readonly userId?: Value;

  /**
   * More session variables by name; `org-id` is short for `x-hasura-org-id`. Hasura accepts only strings: numbers and booleans
   * are converted to strings, and lists and maps are left out (convert lists with `join`). Variables that are absent or have
   * failed are left out. The user ID and the roles have their own options, which take precedence.
   *
   * Hasura permissions depend on these variables. Use table attributes: user-writable attributes are an error here, and in
   * `roles` and `userId` too.
   *
   * @default - none
   */
  readonly variables?: { [name: string]: Value };

  /**
   * The claim name: the `claims_namespace` in the configuration of Hasura. The examples of Hasura DDN use `claims.jwt.hasura.io`.
   *
   * @default 'https://hasura.io/jwt/claims'
   */
  readonly claimsNamespace?: string;

  /**
   * Encodes the claim as a JSON string, for `stringified_json` as `claims_format`. This is the only form for trigger event
   * version V1_0, which supports only strings, and only in the ID token. With this option, a failed part of the claim denies the
   * token.
   *
   * @default false - the claim is an object, which requires V2_0
   */
  readonly stringified?: boolean;
}

const HASURA_OPTIONS: OptionChecks<HasuraOptions> = {
  defaultRole: required(A_STRING),
  roles: A_VALUE,
  allowAdmin: A_BOOLEAN,
  userId: A_VALUE,
  variables: mapOf('values by session variable name', required(A_VALUE)),
  claimsNamespace: A_STRING,
  stringified: A_BOOLEAN,
  ...SET_CLAIM_OPTIONS,
};

const NAMESPACE = 'https://hasura.io/jwt/claims';
const PREFIX = 'x-hasura-';

/** The role for which Hasura checks no permissions. */
const ADMIN = 'admin';

export function hasuraClaims(given: HasuraOptions): ClaimRule[] {
  const { options, problems } = readOptions(given, HASURA_OPTIONS);
  if (problems.length > 0) {
    return [ClaimRule._invalid(problems)];
  }
  const { defaultRole, roles, allowAdmin, userId, variables, claimsNamespace, stringified, ...rule } = options as HasuraOptions;
  const claim = Value.objectOf({
    ...sessionVariables(variables ?? {}),
    [`${PREFIX}user-id`]: (userId ?? Value.sub()).asString(),
    [`${PREFIX}default-role`]: Value.literal(defaultRole),
    [`${PREFIX}allowed-roles`]: allowedRoles(Value.literal(defaultRole), roles, allowAdmin === true),
  });
  const authorizing: SetClaimOptions = { ...rule, usedForAuthorization: rule.usedForAuthorization ?? true };
  return [ClaimRule.set(claimsNamespace ?? NAMESPACE, stringified ? claim.toJson() : claim, authorizing)];
}

/**
 * Hasura ignores the case of variable names. All names are written in lowercase, so that none duplicates a variable that is set
 * here.
 */
function sessionVariables(variables: { [name: string]: Value }): { [name: string]: Value } {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => {
    const lower = name.toLowerCase();
    return [lower.startsWith(PREFIX) ? lower : PREFIX + lower, value.asString()];
  }));
}

function allowedRoles(defaultRole: Value, roles: Value | undefined, allowAdmin: boolean): Value {
  if (roles === undefined) {
    return Value.listOf(defaultRole);
  }
  const role = Value.element().asString();
  const allowed = allowAdmin ? role : Value.choose(Condition.none(role.isEqualTo(ADMIN)), role);
  return Value.listOf(defaultRole, Value.listOf(roles).flatten().mapEach(allowed)).flatten().unique();
}
