import { adminGetUser, adminUserGlobalSignOut } from './admin-users';
import { ApiError } from './api-error';
import type { ApiBackend } from './backend';
import { getClientToken } from './client-token';
import { adminInitiateAuth, initiateAuth } from './initiate-auth';
import type { Input } from './input';
import { getUser, globalSignOut } from './own-user';
import { getTokensFromRefreshToken } from './refresh-tokens';
import { adminRespondToAuthChallenge, respondToAuthChallenge } from './respond-to-challenge';
import { revokeToken } from './revoke-token';

type OperationName =
  | 'AdminGetUser'
  | 'AdminInitiateAuth'
  | 'AdminRespondToAuthChallenge'
  | 'AdminUserGlobalSignOut'
  | 'GetClientToken'
  | 'GetTokensFromRefreshToken'
  | 'GetUser'
  | 'GlobalSignOut'
  | 'InitiateAuth'
  | 'RespondToAuthChallenge'
  | 'RevokeToken';

type Operation = (input: Input, backend: ApiBackend) => object | Promise<object>;

const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  AdminGetUser: adminGetUser,
  AdminInitiateAuth: adminInitiateAuth,
  AdminRespondToAuthChallenge: adminRespondToAuthChallenge,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  GetClientToken: getClientToken,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUser: getUser,
  GlobalSignOut: globalSignOut,
  InitiateAuth: initiateAuth,
  RespondToAuthChallenge: respondToAuthChallenge,
  RevokeToken: revokeToken,
};

const SERVICE = 'AWSCognitoIdentityProviderService';

/** @param target the header `x-amz-target` */
export function operationOf(target: string): Operation {
  const name = target.startsWith(`${SERVICE}.`) ? target.slice(SERVICE.length + 1) : '';
  if (!isOperation(name)) {
    throw new ApiError('UnknownOperationException', `${name === '' ? `The header x-amz-target does not name an operation of ${SERVICE}` : `The operation ${name} is not supported`}. The local issuer supports ${Object.keys(OPERATIONS).join(', ')}.`);
  }
  return OPERATIONS[name];
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(OPERATIONS, name);
}
