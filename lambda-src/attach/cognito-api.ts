import type { Failure } from './errors';
import type { UserPool } from './trigger';
import { correctClock, now } from '../aws/clock';
import { closeIdle, exchange } from '../aws/connections';
import type { Credentials } from '../aws/credentials';
import { endpointOf } from '../aws/endpoints';
import type { HttpAnswer } from '../aws/http-answer';
import { signedRequest } from '../aws/signature';

export type Operation = 'DescribeUserPool' | 'UpdateUserPool';
export type Outcome = { readonly answer: { readonly UserPool?: UserPool } } | { readonly failure: Failure };

/** Cognito, as JSON: a client made of a model would hide what is newer than the model. */
export interface CognitoApi {
  call(operation: Operation, body: object, milliseconds: number): Promise<Outcome>;
}

/** A pool with templates of messages and tags has some 100 KB. */
const READ_BYTES = 4 * 1024 * 1024;

export const COGNITO: CognitoApi = {
  call: async (operation, body, milliseconds) => {
    const endpoint = endpointOf('cognito-idp');
    const request = signedRequest({
      service: 'cognito-idp',
      region: process.env.AWS_REGION ?? '',
      host: endpoint.host,
      contentType: 'application/x-amz-json-1.1',
      target: `AWSCognitoIdentityProviderService.${operation}`,
      body: JSON.stringify(body),
      date: now(),
    }, ownCredentials());
    const { exchanged } = await exchange(endpoint, request, READ_BYTES, milliseconds);
    if (typeof exchanged !== 'string') {
      return read(exchanged);
    }
    closeIdle();
    return failed(exchanged, 'there was no answer', true);
  },
};

function read({ status, date, body }: HttpAnswer): Outcome {
  let answer: { readonly [member: string]: unknown } | null | undefined;
  try {
    answer = JSON.parse(body);
  } catch {
    answer = undefined;
  }
  if (status === 200) {
    // UpdateUserPool answers with an empty object
    return typeof answer === 'object' && answer !== null ? { answer } : failed('MALFORMED', 'the answer is no JSON object', true);
  }
  const type = String(answer?.__type ?? '').split('#').at(-1)!;
  if (/InvalidSignature|RequestExpired/.test(type)) {
    correctClock(date);
  }
  return failed(type || (status >= 500 ? 'SERVER' : `HTTP ${status}`), String(answer?.message ?? answer?.Message ?? ''), status >= 500);
}

/** No snapshot of this function is ever started, so the variables have them. */
function ownCredentials(): Credentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '', AWS_SESSION_TOKEN: sessionToken } = process.env;
  return { accessKeyId, secretAccessKey, sessionToken };
}

function failed(type: string, message: string, mayHaveHappened: boolean): Outcome {
  return { failure: { type, message, mayHaveHappened } };
}
