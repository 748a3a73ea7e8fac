import type { Failure } from './errors';
import type { UserPool } from './trigger';
import type { Operation } from '../../src/core/attachment/contract';
import { closeIdleConnections, RequestFailed, send, type AwsResponse } from '../aws/client';
import { correctClock } from '../aws/clock';
import { errorName } from '../aws/retry';

export type Outcome = { readonly answer: { readonly UserPool?: UserPool } } | { readonly failure: Failure };

/** The API of Cognito, as plain JSON: a generated client would drop settings that are newer than its model. */
export interface CognitoApi {
  call(operation: Operation, body: object, milliseconds: number): Promise<Outcome>;
}

/** A user pool with message templates and tags has about 100 KB. */
const MAX_BYTES = 4 * 1024 * 1024;

export const COGNITO: CognitoApi = {
  call: async (operation, body, milliseconds) => {
    try {
      return await send({
        service: 'cognito-idp',
        contentType: 'application/x-amz-json-1.1',
        target: `AWSCognitoIdentityProviderService.${operation}`,
        body: JSON.stringify(body),
        maxBytes: MAX_BYTES,
      }, milliseconds, read);
    } catch (error) {
      closeIdleConnections();
      return failed((error as RequestFailed).reason, 'no response', true);
    }
  },
};

/** Throws if the body of a successful response is not JSON. */
function read({ status, headers, body }: AwsResponse): Outcome {
  if (status === 200) {
    const answer: unknown = JSON.parse(body);
    // UpdateUserPool returns an empty object
    return typeof answer === 'object' && answer !== null ? { answer } : failed('MALFORMED', 'the response is not a JSON object', true);
  }
  const type = errorName(body);
  if (/InvalidSignature|RequestExpired/.test(type)) {
    correctClock(headers.date);
  }
  return failed(type || (status >= 500 ? 'SERVER' : `HTTP ${status}`), messageOf(body), status >= 500);
}

/** The message in the body of an error; empty if there is none, or no JSON object. */
function messageOf(body: string): string {
  try {
    const answer = JSON.parse(body) as { readonly message?: unknown; readonly Message?: unknown };
    return String(answer.message ?? answer.Message ?? '');
  } catch {
    return '';
  }
}

function failed(type: string, message: string, mayHaveHappened: boolean): Outcome {
  return { failure: { type, message, mayHaveHappened } };
}
