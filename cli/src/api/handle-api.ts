import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { ApiError } from './api-error';
import type { ApiBackend } from './backend';
import { Input } from './input';
import { operationOf } from './operations';
import { readBody, RequestError } from '../http/body';

/**
 * Handles `POST /`: the user pools API, in AWS JSON 1.1. Signatures are ignored, so anyone who can reach this machine can call the
 * admin operations.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 */
export async function handleApi(request: IncomingMessage, response: ServerResponse, backend: ApiBackend): Promise<void> {
  try {
    // the header also protects against pages of other origins: browsers send it only after a CORS preflight
    const operation = operationOf(String(request.headers['x-amz-target'] ?? ''));
    send(response, 200, await operation(Input.parse(await readBody(request)), backend));
  } catch (error) {
    const { code, status, message } = apiErrorOf(error);
    response.setHeader('x-amzn-errortype', code);
    send(response, status, { __type: code, message });
  }
}

function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) {
    return error;
  }
  if (error instanceof RequestError) {
    return new ApiError('SerializationException', `${error.message}.`, error.status);
  }
  // for the developer at this machine; the client gets no details
  process.stderr.write(`${inspect(error)}\n`);
  return new ApiError('InternalErrorException', 'An internal error occurred.', 500);
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-amzn-requestid': randomUUID(),
  }).end(text);
}
