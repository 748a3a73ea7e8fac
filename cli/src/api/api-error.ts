import type { Issuance, IssuedTokens } from '../tokens/model';

/** An error response of the API: an error code of the service model and a message. */
export class ApiError extends Error {
  constructor(public readonly code: string, message: string, public readonly status = 400) {
    super(message);
  }
}

export function invalidParameter(message: string): ApiError {
  return new ApiError('InvalidParameterException', message);
}

export function notAuthorized(message: string): ApiError {
  return new ApiError('NotAuthorizedException', message);
}

export function notFound(message: string): ApiError {
  return new ApiError('ResourceNotFoundException', message);
}

/** The same error for a wrong password and for an unknown user. */
export function incorrectPassword(): ApiError {
  return notAuthorized('Incorrect username or password.');
}

/** Returns the tokens. Throws if the function denied them or failed. */
export function tokensOf({ tokens, error }: Issuance): IssuedTokens {
  if (error || !tokens) {
    throw new ApiError(error?.code ?? 'InternalErrorException', error?.message ?? 'No tokens were issued.');
  }
  return tokens;
}
