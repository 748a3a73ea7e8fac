import type { AwsRequest } from './client';

/**
 * The request to invoke a function and wait for its answer.
 *
 * @param arn ARN of a function, version or alias
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function invocationOf(arn: string, payload: unknown, maxBytes: number): AwsRequest {
  return {
    service: 'lambda',
    path: `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`,
    contentType: 'application/json',
    body: JSON.stringify(payload),
    maxBytes,
  };
}
