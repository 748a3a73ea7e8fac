import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { CycleGuard } from './cycle-guard';
import { ImpossibleTrigger, type Trigger } from './trigger';
import type { Problem } from '../problems/problems';

/** A way of attaching. An `Attachment` has one; no language but this one sees the classes. */
export interface AttachmentKind {
  /** The trigger that this way makes of a user pool. */
  bind(guard: CycleGuard, pool: IUserPoolRef | undefined): Trigger;
}

/** A way of attaching that needs a user pool. */
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
  fix: 'give the user pool, or use Attachment.none()',
};
