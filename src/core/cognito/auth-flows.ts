/**
 * Authentication flows of an app client that does not name any.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html
 */
const DEFAULT_AUTH_FLOWS: readonly string[] = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];

/** The flows of an app client. One with legacy names, without `ALLOW_`, also has the flows that all app clients had then. */
export function authFlowsOf(flows: readonly string[]): readonly string[] {
  if (flows.length === 0 || flows.some(flow => flow.startsWith('ALLOW_'))) {
    return flows.length > 0 ? flows : DEFAULT_AUTH_FLOWS;
  }
  const usual = flows.includes('CUSTOM_AUTH_FLOW_ONLY') ? ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CUSTOM_AUTH'] : DEFAULT_AUTH_FLOWS;
  return [...new Set([...usual, ...flows.map(flow => `ALLOW_${flow}`)])];
}

/** Flows by which nobody signs in anew. Any other flow counts as a sign-in, also one that this version does not know. */
export const WITHOUT_SIGN_IN: readonly unknown[] = [
  'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_TOKEN_EXCHANGE_DELEGATION', 'ALLOW_TOKEN_EXCHANGE_IMPERSONATION',
];
