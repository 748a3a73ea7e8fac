import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { CycleGuard } from './cycle-guard';
import { ImpossibleTrigger, type Trigger } from './trigger';
import type { Problem } from '../problems/problems';

/** A way to attach the function to a user pool. An `Attachment` has one. These classes are internal, and not part of the jsii API. */
export interface AttachmentKind {
  /** Creates the trigger for a user pool. */
  bind(guard: CycleGuard, pool: IUserPoolRef | undefined): Trigger;
}

/** A way to attach that requires a user pool. */
export abstract class PoolAttachment implements AttachmentKind {
  public bind(guard: CycleGuard, pool: IUserPoolRef | undefined): Trigger {
    return pool ? this.bindTo(pool, guard) : new ImpossibleTrigger(NO_POOL);
  }

  protected abstract bindTo(pool: IUserPoolRef, guard: CycleGuard): Trigger;
}

const NO_POOL: Problem = {
  check: 'UserPool',
  path: 'userPool',
  given: 'nothing',
  allowed: 'a user pool',
  fix: 'set userPool, or use Attachment.none()',
};
