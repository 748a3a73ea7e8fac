import * as path from 'path';
import type { Response } from './cloudformation';
import type { CognitoStandIn } from './cognito-stand-in';
import { handle, type CustomResourceEvent, type Result } from '../../lambda-src/attach/handler';
import type { Clock } from '../../lambda-src/attach/retry';

/** What the CDK puts before the code of a custom resource. */
interface EntryPoint {
  readonly handler: (event: object, context: object) => Promise<void>;
  readonly external: { sendHttpRequest: (options: object, body: string) => Promise<void>; log: () => void; userHandlerIndex: string };
}

const ENTRY_POINT = path.join(path.dirname(require.resolve('aws-cdk-lib')), 'custom-resource-handlers/dist/core/nodejs-entrypoint-handler/index.js');
/** Lambda's limit, which is the CDK's own. */
const REMAINING = 15 * 60 * 1000;

let current: (event: CustomResourceEvent) => Promise<Result>;

/** The entry point of the CDK loads this file as the code of the custom resource. */
export const handler = (event: CustomResourceEvent): Promise<Result> => current(event);

/** Time that goes by only while somebody waits. */
export class WaitingClock implements Clock {
  private time = 0;

  public now(): number {
    return this.time;
  }

  public async sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
  }
}

/** Runs the handler behind the CDK's own entry point. Undefined where it was killed. */
export async function invoke(event: CustomResourceEvent, cognito: CognitoStandIn, clock: Clock): Promise<Response | undefined> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { handler: entryPoint, external } = require(ENTRY_POINT) as EntryPoint;
  let response: Response | undefined;
  external.log = () => undefined;
  external.userHandlerIndex = __filename;
  external.sendHttpRequest = async (_, body) => { response = JSON.parse(body); };
  let kill: () => void;
  const killed = new Promise<void>(resolve => { kill = resolve; });
  current = each => handle(each, REMAINING, { api: cognito.api(() => kill()), clock });
  const more = { ResponseURL: 'https://cloudformation.example/answer', RequestId: 'request', StackId: 'stack', LogicalResourceId: 'Attachment' };
  await Promise.race([entryPoint({ ...event, ...more }, {}), killed]);
  return response;
}
