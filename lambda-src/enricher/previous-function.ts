import { now } from '../aws/clock';
import { closeIdle, exchange } from '../aws/connections';
import { credentials } from '../aws/credentials';
import type { Deadline } from '../aws/deadline';
import { endpointOf } from '../aws/endpoints';
import type { HttpAnswer } from '../aws/http-answer';
import { signedRequest } from '../aws/signature';

/** Bytes that a function may answer with. */
const READ_BYTES = 6 * 1024 * 1024;

/** The function that answers: it failed, or could not be called. */
export class PreviousFailed extends Error {
  /** @param told what it told the user by failing */
  constructor(readonly reason: string, readonly told?: string) {
    super(reason);
  }
}

/**
 * Calls the function that the user pool has called before.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function invokePrevious(arn: string, event: unknown, deadline: Deadline): Promise<unknown> {
  const signer = await credentials(deadline.remaining);
  if (!signer) {
    throw new PreviousFailed('CREDENTIALS');
  }
  const endpoint = endpointOf('lambda');
  const request = signedRequest({
    service: 'lambda',
    region: process.env.AWS_REGION ?? '',
    host: endpoint.host,
    path: `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`,
    contentType: 'application/json',
    body: JSON.stringify(event),
    date: now(),
  }, signer);
  const attempt = () => exchange(endpoint, request, READ_BYTES, deadline.remaining);
  const first = await attempt();
  const isUntried = first.exchanged === 'CONNECTION' && first.wasIdle;
  if (isUntried) {
    // the other end had closed an idle connection
    closeIdle();
  }
  const { exchanged } = isUntried ? await attempt() : first;
  if (typeof exchanged === 'string') {
    throw new PreviousFailed(exchanged);
  }
  return read(exchanged);
}

function read({ status, headers, body }: HttpAnswer): unknown {
  let answer: { readonly errorMessage?: unknown } | null;
  try {
    answer = JSON.parse(body);
  } catch {
    throw new PreviousFailed('MALFORMED');
  }
  if (status !== 200) {
    throw new PreviousFailed(`HTTP ${status}`);
  }
  if (/\r\nx-amz-function-error:/i.test(headers)) {
    throw new PreviousFailed('FUNCTION', typeof answer?.errorMessage === 'string' ? answer.errorMessage : undefined);
  }
  return answer;
}
