import type { Deadline } from './deadline';
import { closeIdleConnections, RequestFailed, send, type AwsResponse } from '../aws/client';
import { invocationOf } from '../aws/lambda';

/** Maximum bytes of the response of a function. */
const MAX_BYTES = 6 * 1024 * 1024;

/** The answer of a function, or the reason why there is none. */
export type Invoked =
  | { readonly answer: unknown }
  | {
    readonly error: string;
    /** The error message of the function, which Cognito would show to the user. */
    readonly message?: string;
  };

/**
 * Invokes the previous function of the trigger.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function invokePrevious(arn: string, event: unknown, deadline: Deadline): Promise<Invoked> {
  const request = invocationOf(arn, event, MAX_BYTES);
  try {
    return await send(request, deadline.remaining, readInvoked).catch(error => {
      // the service had closed an idle connection, so the request was not processed: send it again
      if (error instanceof RequestFailed && error.reason === 'CONNECTION' && error.reusedConnection) {
        closeIdleConnections();
        return send(request, deadline.remaining, readInvoked);
      }
      throw error;
    });
  } catch (error) {
    return { error: error instanceof RequestFailed ? error.reason : 'INTERNAL' };
  }
}

function readInvoked({ status, headers, body }: AwsResponse): Invoked {
  const answer = JSON.parse(body) as { readonly errorMessage?: unknown } | null;
  if (status !== 200) {
    return { error: `HTTP ${status}` };
  }
  if (headers['x-amz-function-error'] !== undefined) {
    return { error: 'FUNCTION', ...typeof answer?.errorMessage === 'string' && { message: answer.errorMessage } };
  }
  return { answer };
}
