import { baseTokens, issuerOf, type BaseTokens } from '../../../src/core/cognito/base-tokens';
import { readEvent, recordOf } from '../../../src/core/cognito/token-request';
import { isRecord } from '../../../src/core/document/json';
import type { Client, Pool } from '../app/model';
import { UsageError } from '../errors';

const MEMBERS = 'version, triggerSource, region, userPoolId, userName, callerContext and request';

/** Parses a pre token generation event of any version. */
export function parseEvent(text: string, name: string): object {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch (error) {
    throw new UsageError([`${name} is not valid JSON: ${(error as Error).message}. An event is a JSON object with ${MEMBERS}.`]);
  }
  if (!isRecord(event) || !isRecord(event.request)) {
    throw new UsageError([`${name} is not a pre token generation event, because it has no request: an event is a JSON object with ${MEMBERS}.`]);
  }
  return event;
}

/** The tokens that Amazon Cognito would issue for an event without the function. Properties that the event does not have are empty. */
export function tokensBefore(event: object, now: number, pool: Pool | undefined, client: Client | undefined): BaseTokens {
  const request = readEvent(event, now);
  if (!request) {
    return { accessToken: {} };
  }
  const { attributes, clientMetadata, region = '', userPoolId = '', userName = '', clientId = '' } = request;
  return baseTokens({
    ...request,
    region,
    userPoolId,
    userName,
    clientId,
    userAttributes: { sub: '', ...recordOf(attributes) },
    clientMetadata: recordOf(clientMetadata),
    issuer: issuerOf(region, userPoolId, pool?.issuerType),
    ...client && { lifetimes: client.lifetimes },
    ...client?.readAttributes && { readAttributes: client.readAttributes },
  });
}
