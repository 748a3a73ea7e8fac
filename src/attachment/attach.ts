import type { IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { Alias, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Attachment } from './attachment';
import type { CycleGuard } from './cycle-guard';
import { TemplateTrigger, versionProblems } from './in-template';
import { recognizePool } from './pool';
import type { Problem } from '../ruleset/problems';

/** What is wrong in the finished app. */
export type AppCheck = () => readonly Problem[];

/** How one function becomes the trigger of one pool. */
export interface Trigger {
  /** What is wrong before anything is made. */
  readonly problems: readonly Problem[];
  readonly attach: (handler: LambdaFunction, version: LambdaVersion, alias?: Alias) => AppCheck;
}

/** Chooses the way of attaching by what is known of the pool. */
export function attach(guard: CycleGuard, pool: IUserPoolRef | undefined, attachment: Attachment = Attachment.auto()): Trigger {
  const { resource, userPool } = pool ? recognizePool(pool) : {};
  if (attachment._kind === 'none') {
    return {
      problems: [],
      attach: (handler, version, alias) => {
        guard.watch(handler, alias, resource);
        return () => resource && guard.isTrigger ? versionProblems(resource, version) : [];
      },
    };
  }
  if (!resource || !userPool) {
    return { problems: [unattachable(pool)], attach: () => () => [] };
  }
  const trigger = new TemplateTrigger(userPool, resource, guard);
  return {
    problems: trigger.problemsBefore(),
    attach: (handler, version, alias) => {
      guard.watch(handler, alias, resource);
      trigger.attach(alias ?? handler, version);
      return () => trigger.problemsAfter(alias ?? handler, version);
    },
  };
}

function unattachable(pool: IUserPoolRef | undefined): Problem {
  return {
    check: 'UserPool',
    path: 'userPool',
    given: pool ? `${pool.node.path}, which is no UserPool of this app` : 'nothing',
    allowed: 'a UserPool that the app creates',
    fix: pool
      ? 'give the UserPool construct itself where the app has it; to set the trigger of another pool by hand, use Attachment.none()'
      : 'give the user pool, or use Attachment.none()',
  };
}
