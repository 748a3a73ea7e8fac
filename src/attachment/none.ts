import type { CfnUserPool, IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { AttachmentKind } from './attachment-kind';
import type { CycleGuard } from './cycle-guard';
import { versionProblems } from './lambda-config';
import type { Trigger } from './trigger';
import { recognizePool } from '../cdk/pools';
import type { Problem } from '../problems/problems';

/** Does not attach the function. The author can do it. */
export class NoAttachment implements AttachmentKind {
  public bind(guard: CycleGuard, pool: IUserPoolRef | undefined): Trigger {
    return new TriggerOfAuthor(pool && recognizePool(pool).resource, guard);
  }
}

/** A trigger that the author can set in a user pool of the app. */
class TriggerOfAuthor implements Trigger {
  public readonly problems = [];

  constructor(private readonly resource: CfnUserPool | undefined, private readonly guard: CycleGuard) {}

  public attach(): void {
    if (this.resource) {
      this.guard.addPool(this.resource);
    }
  }

  public check(_called: IFunction, version: LambdaVersion): readonly Problem[] {
    return this.resource && this.guard.isTriggerOf(this.resource) ? versionProblems('userPool', this.resource, version) : [];
  }
}
