import type { IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { CycleGuard } from './cycle-guard';
import type { Problem, Warning } from '../problems/problems';

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

/** The pre token generation trigger of one user pool. */
export interface Trigger {
  /** The problems that are known before anything is created. */
  readonly problems: readonly Problem[];

  /** A message for the author: the way to attach, if it was chosen automatically, and any behavior that AWS does not document. */
  readonly information?: string;

  /**
   * Makes the function the trigger. Only called if there are no problems.
   *
   * @param called the function, or its alias if there is one
   * @param reliesOnClients tells, in the finished app, if access decisions rely on attributes that no app client may write
   */
  attach(called: IFunction, version: LambdaVersion, reliesOnClients: () => boolean): void;

  /** The warnings in the finished app. */
  warnings?(): readonly Warning[];

  /** The problems in the finished app. */
  check(called: IFunction, version: LambdaVersion): readonly Problem[];
}

/** A trigger that cannot be created, because of a problem. */
export class ImpossibleTrigger implements Trigger {
  public readonly problems: readonly Problem[];

  constructor(problem: Problem) {
    this.problems = [problem];
  }

  public attach(): void {
    // never called, as there is a problem
  }

  public check(): readonly Problem[] {
    return [];
  }
}
