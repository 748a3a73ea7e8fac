import { Stack, Token } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { Alias, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { Attachment } from './attachment';
import type { CycleGuard } from './cycle-guard';
import { ExistingPoolTrigger } from './existing-pool';
import { TemplateTrigger } from './in-template';
import { regionIn } from './location';
import { versionProblems, type PoolTrigger } from './pool-trigger';
import { ReplicaTrigger } from './replica';
import { recognizePool } from '../cdk/pool';
import type { Problem } from '../problems/problems';

/** What is wrong in the finished app. */
export type AppCheck = () => readonly Problem[];

/** How one function becomes the trigger of one pool. */
export interface Trigger {
  /** What is wrong before anything is made. */
  readonly problems: readonly Problem[];
  /** What the author is told: what was chosen where it was left open, and what nobody documents. */
  readonly told?: string;
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
        return () => resource && guard.isTriggerOf(resource) ? versionProblems('userPool', resource, version) : [];
      },
    };
  }
  if (!pool) {
    return { problems: [NO_POOL], attach: () => () => [] };
  }
  const isAuto = attachment._kind === 'auto';
  if (attachment._kind === 'replica' || (isAuto && isElsewhere(guard.scope, pool))) {
    const told = `attached as the replica in this Region${isAuto ? ', as its id is of another one: Attachment.replica()' : ''}. ${UNDOCUMENTED}`;
    return by(new ReplicaTrigger(guard.scope, pool, attachment._replica), guard, told);
  }
  if (attachment._kind === 'existing' || (isAuto && !resource)) {
    const told = isAuto ? 'attached by a custom resource, as the app does not create it: Attachment.existing()' : undefined;
    return by(new ExistingPoolTrigger(guard.scope, pool, resource, attachment._existing), guard, told);
  }
  if (!resource) {
    return { problems: [foreign(pool)], attach: () => () => [] };
  }
  const told = isAuto ? 'attached in its template: Attachment.inTemplate()' : undefined;
  return by(new TemplateTrigger(userPool, resource, guard, attachment._inTemplate), guard, told, resource);
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-multi-region.html */
const UNDOCUMENTED = 'AWS documents that triggers are regional, and not which Region the events of a replica name: sign in there before users do';

/** @param caller the pool whose template names the function */
function by(trigger: PoolTrigger, guard: CycleGuard, told: string | undefined, caller?: CfnUserPool): Trigger {
  return {
    problems: trigger.problemsBefore(),
    told,
    attach: (handler, version, alias) => {
      const called = alias ?? handler;
      guard.watch(handler, alias, caller);
      trigger.attach(called, version);
      return () => trigger.problemsAfter(called, version);
    },
  };
}

/** A pool with the id of another Region, where both Regions are known. */
function isElsewhere(scope: IConstruct, { userPoolRef }: IUserPoolRef): boolean {
  const [own, other] = [Stack.of(scope).region, regionIn(userPoolRef.userPoolId)];
  return other !== undefined && !Token.isUnresolved(own) && own !== other;
}

const NO_POOL: Problem = {
  check: 'UserPool',
  path: 'userPool',
  given: 'nothing',
  allowed: 'a user pool',
  fix: 'give the user pool, or use Attachment.none()',
};

function foreign(pool: IUserPoolRef): Problem {
  return {
    check: 'UserPool',
    path: 'userPool',
    given: `${pool.node.path}, which is no user pool of this app`,
    allowed: 'a user pool that the app creates, for Attachment.inTemplate()',
    fix: 'use Attachment.existing(), or give the construct that creates the user pool',
  };
}
