import { COGNITO } from './cognito-api';
import { handle, type CustomResourceEvent, type Result } from './handler';
import { CLOCK } from './retry';

/** The entry of the custom resource, which the CDK's own entry point calls: that answers CloudFormation. */
export async function handler(event: CustomResourceEvent, context: { getRemainingTimeInMillis(): number }): Promise<Result> {
  try {
    return await handle(event, context.getRemainingTimeInMillis(), { api: COGNITO, clock: CLOCK });
  } catch (error) {
    // the reason that a deployment shows is the stack, which is of a bundle
    throw Object.assign(error as Error, { stack: (error as Error).message });
  }
}
