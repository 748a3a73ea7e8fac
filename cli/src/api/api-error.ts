import type { Issuance, IssuedTokens } from '../tokens/model';

/** What a caller of the API is told: a code of the service model and a sentence. */
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

/** The same for a wrong password and for nobody. */
export function incorrectPassword(): ApiError {
  return notAuthorized('Incorrect username or password.');
}

/** The tokens; an error where the function denied them or failed. */
export function tokensOf({ tokens, error }: Issuance): IssuedTokens {
  if (error || !tokens) {
    throw new ApiError(error?.code ?? 'InternalErrorException', error?.message ?? 'No tokens were issued.');
  }
  return tokens;
}
