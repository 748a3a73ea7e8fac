import { COGNITO } from './cognito-api';
import { handle, type CustomResourceEvent, type Result } from './handler';
import { CLOCK } from './retry';

/** The handler of the custom resource. The entry point of the CDK calls it, and sends the response to CloudFormation. */
export async function handler(event: CustomResourceEvent, context: { getRemainingTimeInMillis(): number }): Promise<Result> {
  try {
    return await handle(event, context.getRemainingTimeInMillis(), { api: COGNITO, clock: CLOCK });
  } catch (error) {
    // the deployment shows the stack as the reason, and the stack of a bundle does not help anybody
    throw Object.assign(error as Error, { stack: (error as Error).message });
  }
}
