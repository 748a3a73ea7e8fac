import * as path from 'path';
import type { Response } from './cloudformation';
import type { CognitoStandIn } from './cognito-stand-in';
import { handle, type CustomResourceEvent, type Result } from '../../lambda-src/attach/handler';
import type { Clock } from '../../lambda-src/attach/retry';

/** The CDK's entry point, which calls the code of a custom resource. */
interface EntryPoint {
  readonly handler: (event: object, context: object) => Promise<void>;
  readonly external: { sendHttpRequest: (options: object, body: string) => Promise<void>; log: () => void; userHandlerIndex: string };
}

const ENTRY_POINT = path.join(path.dirname(require.resolve('aws-cdk-lib')), 'custom-resource-handlers/dist/core/nodejs-entrypoint-handler/index.js');
/** Lambda's limit, which the CDK uses for its function. */
export const REMAINING = 15 * 60 * 1000;

let current: (event: CustomResourceEvent) => Promise<Result>;

/** The entry point of the CDK loads this file as the code of the custom resource. */
export const handler = (event: CustomResourceEvent): Promise<Result> => current(event);

/** A clock that only advances when code waits. */
export class WaitingClock implements Clock {
  private time = 0;

  public now(): number {
    return this.time;
  }

  public async sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
  }
}

/** Runs the handler with the CDK's own entry point. Undefined if the function was killed. */
export async function invoke(event: CustomResourceEvent, cognito: CognitoStandIn, clock: Clock): Promise<Response | undefined> {
  let kill: () => void;
  const killed = new Promise<undefined>(resolve => { kill = () => resolve(undefined); });
  current = each => handle(each, REMAINING, { api: cognito.api(() => kill()), clock });
  return Promise.race([behindEntryPoint(event, __filename), killed]);
}

/** Runs a file as the code of a custom resource, and returns the response to CloudFormation. */
export async function behindEntryPoint(event: CustomResourceEvent, file: string): Promise<Response> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { handler: entryPoint, external } = require(ENTRY_POINT) as EntryPoint;
  let response: Response;
  external.log = () => undefined;
  external.userHandlerIndex = file;
  external.sendHttpRequest = async (_, body) => { response = JSON.parse(body); };
  const more = { ResponseURL: 'https://cloudformation.example/answer', RequestId: 'request', StackId: 'stack', LogicalResourceId: 'Attachment' };
  await entryPoint({ ...event, ...more }, { getRemainingTimeInMillis: () => REMAINING });
  return response!;
}
