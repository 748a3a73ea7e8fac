/** The two properties of LambdaConfig with the pre token generation trigger. The newer one also contains the event version. */
export const CONFIG = 'PreTokenGenerationConfig';
export const LEGACY = 'PreTokenGeneration';

/**
 * The pre token generation trigger in a LambdaConfig. In a template, any part can be known only at deployment.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_LambdaConfigType.html
 */
export interface LambdaConfig<T = string> {
  readonly [CONFIG]?: { readonly LambdaArn?: T; readonly LambdaVersion?: T } | null;
  readonly [LEGACY]?: T | null;
}
