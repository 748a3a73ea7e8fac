import { amplifyClaims, type AmplifyOptions } from './amplify';
import { hasuraClaims, type HasuraOptions } from './hasura';
import { supabaseClaims, type SupabaseOptions } from './supabase';
import type { ClaimRule } from '../rules/claim-rule';

/**
 * Rules that give tokens the shape which some consumer documents. They are made of the same parts as any other rule, and go into
 * the same lists: in TypeScript `claims: [...Preset.supabase(), ClaimRule.set(...)]`.
 *
 * @example
 * const claims = Preset.hasura({
 *   defaultRole: 'user',
 *   roles: Value.groups().lookup({ editors: 'editor', staff: 'viewer' }),
 * });
 */
export class Preset {
  /**
   * The session variables of Hasura: an object with `x-hasura-default-role`, `x-hasura-allowed-roles`, `x-hasura-user-id` and
   * further ones, in the claim `https://hasura.io/jwt/claims`.
   *
   * A user without groups has the default role alone. A role or variable that cannot be known is left out, as Hasura gives
   * nothing for what is missing. `Value.groups()` are the groups that Amazon Cognito sends, before any GroupRule: see
   * `IdpGroups` for those of identity providers.
   *
   * @param options roles, variables and tokens; both tokens unless it says so, of which Hasura takes the one that the app sends
   * @see https://hasura.io/docs/latest/auth/authentication/jwt/
   * @see https://hasura.io/docs/latest/graphql/core/guides/integrations/aws-cognito/
   * @see https://hasura.io/docs/3.0/recipes/authentication/aws-cognito
   */
  public static hasura(options: HasuraOptions): ClaimRule[] {
    return hasuraClaims(options);
  }

  /**
   * The claim `role` with the string `authenticated`, by which Supabase gives a request the Postgres role of signed-in users. Without
   * it a request has the role `anon`. It is a constant: no user decides on it, and `service_role` cannot come out of it.
   *
   * Supabase asks for it in all tokens: that is the default, and needs V2_0; under V1_0 it is in the ID token alone, which the
   * app then has to send. Machine tokens have it where `subjects` names them.
   *
   * @param options condition and tokens
   * @see https://supabase.com/docs/guides/auth/third-party/aws-cognito
   */
  public static supabase(options: SupabaseOptions = {}): ClaimRule[] {
    return supabaseClaims(options);
  }

  /**
   * The claims that authorization rules of Amplify Data read instead of their usual ones: `withClaimIn('user_groups')` for
   * groups, `identityClaim('user_id')` for owners. A list of groups needs V2_0.
   *
   * The usual claim for groups, which the directives of AWS AppSync read as well, is `cognito:groups`: see `GroupRule` and
   * `IdpGroups`.
   *
   * @param options names and values of the claims; without a name there is no rule
   * @see https://docs.amplify.aws/react/build-a-backend/data/customize-authz/configure-custom-identity-and-group-claim/
   * @see https://docs.amplify.aws/react/build-a-backend/data/customize-authz/user-group-based-data-access/
   */
  public static amplify(options: AmplifyOptions): ClaimRule[] {
    return amplifyClaims(options);
  }

  private constructor() {}
}
