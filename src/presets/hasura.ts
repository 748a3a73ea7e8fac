import { A_BOOLEAN, mapOf, required, A_STRING } from '../options/checks';
import { readOptions, type OptionChecks } from '../options/options';
import { SET_CLAIM_OPTIONS, ClaimRule, type SetClaimOptions } from '../rules/claim-rule';
import { A_VALUE } from '../values/author-checks';
import { Condition } from '../values/condition';
import { Value } from '../values/value';

/** Options of `Preset.hasura`. The claim authorizes, unless `usedForAuthorization` says otherwise. */
export interface HasuraOptions extends SetClaimOptions {
  /**
   * The role of requests that name none: the one with the fewest rights. Everybody for whom the rule acts has it, and may
   * assume it.
   */
  readonly defaultRole: string;

  /**
   * Further roles that the user may assume: a list of strings, or one string. Take them out of groups or tables, never out of an
   * attribute that users can write. Numbers become strings; what is absent or has failed gives no role, but for a read that
   * failed under `OnError.DENY`: that denies the token.
   *
   * @default - none but the default role
   */
  readonly roles?: Value;

  /**
   * Lets the role `admin` through, which may do everything on every table, past all permissions. Without it `roles` never gives
   * that role, whatever groups and tables hold.
   *
   * @default false
   * @see https://hasura.io/docs/latest/auth/authorization/roles-variables/
   */
  readonly allowAdmin?: boolean;

  /**
   * The session variable `x-hasura-user-id`, as a string. Left out when it is absent.
   *
   * @default Value.sub()
   */
  readonly userId?: Value;

  /**
   * Further session variables by their names; `org-id` is short for `x-hasura-org-id`. Hasura takes strings alone: numbers and
   * booleans become strings; lists and maps have none and are left out, so `join` them. What is absent or has failed is left out.
   * The user id and the variables of roles have options of their own, which win.
   *
   * Permissions rest on them: take them out of tables. Attributes that users can write are an error, in `roles` and `userId` too.
   *
   * @default - none
   */
  readonly variables?: { [name: string]: Value };

  /**
   * The name of the claim: what `claims_namespace` says in the configuration of Hasura. Hasura DDN has `claims.jwt.hasura.io`
   * in its examples.
   *
   * @default 'https://hasura.io/jwt/claims'
   */
  readonly claimsNamespace?: string;

  /**
   * The claim is a string in JSON, for `claims_format` `stringified_json`: the only way under V1_0, which carries strings alone, and
   * in the ID token alone. A part that has failed then denies the token.
   *
   * @default false - the claim is an object, which needs V2_0
   */
  readonly stringified?: boolean;
}

const HASURA_OPTIONS: OptionChecks<HasuraOptions> = {
  defaultRole: required(A_STRING),
  roles: A_VALUE,
  allowAdmin: A_BOOLEAN,
  userId: A_VALUE,
  variables: mapOf('values by the names of session variables', required(A_VALUE)),
  claimsNamespace: A_STRING,
  stringified: A_BOOLEAN,
  ...SET_CLAIM_OPTIONS,
};

const NAMESPACE = 'https://hasura.io/jwt/claims';
const PREFIX = 'x-hasura-';

/** The role that Hasura asks for no permission. */
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

/** Hasura reads names without regard to case: in one spelling none can stand beside those that are set here. */
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
