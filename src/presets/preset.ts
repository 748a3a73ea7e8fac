import { amplifyClaims, type AmplifyOptions } from './amplify';
import { hasuraClaims, type HasuraOptions } from './hasura';
import { supabaseClaims, type SupabaseOptions } from './supabase';
import type { ClaimRule } from '../rules/claim-rule';

/**
 * Ready-made rules for claims in the format that other products document. Presets return ordinary rules that you add to your
 * lists of rules: in TypeScript, `claims: [...Preset.supabase(), ClaimRule.set(...)]`.
 *
 * @example
 * const claims = Preset.hasura({
 *   defaultRole: 'user',
 *   roles: Value.groups().lookup({ editors: 'editor', staff: 'viewer' }),
 * });
 */
export class Preset {
  /**
   * Sets the session variables of Hasura: an object with `x-hasura-default-role`, `x-hasura-allowed-roles`, `x-hasura-user-id`
   * and more variables, in the claim `https://hasura.io/jwt/claims`.
   *
   * A user without groups has only the default role. Roles and variables that cannot be determined are left out, because Hasura
   * grants nothing for a missing variable. `Value.groups()` are the groups that Cognito sends, before any GroupRule. For the
   * groups of identity providers, see `IdpGroups`.
   *
   * @param options the roles, the variables and the tokens; by default, both tokens contain the claim, and Hasura reads the token
   * that the app sends
   * @see https://hasura.io/docs/latest/auth/authentication/jwt/
   * @see https://hasura.io/docs/latest/graphql/core/guides/integrations/aws-cognito/
   * @see https://hasura.io/docs/3.0/recipes/authentication/aws-cognito
   */
  public static hasura(options: HasuraOptions): ClaimRule[] {
    return hasuraClaims(options);
  }

  /**
   * Sets the claim `role` to `authenticated`, so that Supabase assigns the Postgres role of signed-in users to a request. Without
   * the claim, a request has the role `anon`. The value is a constant: users cannot change it, and it can never be
   * `service_role`.
   *
   * Supabase requires the claim in all tokens. That is the default and requires trigger event version V2_0 or later. With V1_0,
   * only the ID token contains the claim, and the app must send the ID token. Machine tokens contain the claim if `subjects`
   * includes them.
   *
   * @param options the condition and the tokens
   * @see https://supabase.com/docs/guides/auth/third-party/aws-cognito
   */
  public static supabase(options: SupabaseOptions = {}): ClaimRule[] {
    return supabaseClaims(options);
  }

  /**
   * Sets the claims that authorization rules of Amplify Data can read instead of the default claims: `withClaimIn('user_groups')`
   * for groups, `identityClaim('user_id')` for owners. A list of groups requires trigger event version V2_0 or later.
   *
   * The default claim for groups, which the directives of AWS AppSync read too, is `cognito:groups`: see `GroupRule` and
   * `IdpGroups`.
   *
   * @param options the names and values of the claims; a claim without a name is not set
   * @see https://docs.amplify.aws/react/build-a-backend/data/customize-authz/configure-custom-identity-and-group-claim/
   * @see https://docs.amplify.aws/react/build-a-backend/data/customize-authz/user-group-based-data-access/
   */
  public static amplify(options: AmplifyOptions): ClaimRule[] {
    return amplifyClaims(options);
  }

  private constructor() {}
}
