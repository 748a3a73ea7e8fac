import type { CfnUserPool, IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { AttachmentKind } from './attachment-kind';
import type { CycleGuard } from './cycle-guard';
import { differentTriggers, versionProblems } from './lambda-config';
import { missingPermissions } from './missing-permission';
import type { Trigger } from './trigger';
import { poolResources } from '../cdk/pools';
import type { Problem, Warning } from '../problems/problems';

const PATH = 'userPool';

/** Does not attach the function. The author can do it. */
export class NoAttachment implements AttachmentKind {
  public bind(guard: CycleGuard, pool: IUserPoolRef | undefined): Trigger {
    return new TriggerOfAuthor(pool ? poolResources(pool) : [], guard);
  }
}

/** A trigger that the author can set in a user pool of the app. */
class TriggerOfAuthor implements Trigger {
  public readonly problems = [];
  public readonly information = 'not attached by the enricher: Attachment.none() creates neither the trigger nor the permission. Set the function as the trigger with '
    + 'enricher.triggerVersion, and allow cognito-idp.amazonaws.com to invoke it for this user pool only';

  constructor(private readonly resources: readonly CfnUserPool[], private readonly guard: CycleGuard) {}

  public attach(): void {
    this.resources.forEach(each => this.guard.addPool(each));
  }

  public warnings(): readonly Warning[] {
    return missingPermissions(this.guard.scope);
  }

  public check(_called: IFunction, version: LambdaVersion): readonly Problem[] {
    return this.resources.filter(each => this.guard.isTriggerOf(each)).flatMap(each => {
      const different = differentTriggers(PATH, each);
      return different.length > 0 ? different : versionProblems(PATH, each, version);
    });
  }
}
