/** Both members of the LambdaConfig of a user pool that hold the pre token generation trigger: the newer one has the version of the event as well. */
export const CONFIG = 'PreTokenGenerationConfig';
export const LEGACY = 'PreTokenGeneration';

/**
 * The trigger in a LambdaConfig. In a template, any of it may be known at deployment alone.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_LambdaConfigType.html
 */
export interface LambdaConfig<T = string> {
  readonly [CONFIG]?: { readonly LambdaArn?: T; readonly LambdaVersion?: T } | null;
  readonly [LEGACY]?: T | null;
}
