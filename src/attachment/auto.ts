import { Stack } from 'aws-cdk-lib';
import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { PoolAttachment, type AttachmentKind } from './attachment-kind';
import { CustomResourceAttachment } from './custom-resource';
import type { CycleGuard } from './cycle-guard';
import { InTemplateAttachment, whyForeign } from './in-template';
import { regionIn } from './location';
import { ReplicaAttachment } from './replica';
import type { Trigger } from './trigger';
import { differ } from '../cdk/environments';
import { recognizePool } from '../cdk/pools';

/** Chooses the way to attach from what is known about the user pool, and reports an unusual choice. */
export class AutoAttachment extends PoolAttachment {
  protected bindTo(pool: IUserPoolRef, guard: CycleGuard): Trigger {
    return choose(pool, guard.scope).bind(guard, pool);
  }
}

function choose(pool: IUserPoolRef, scope: IConstruct): AttachmentKind {
  if (differ(regionIn(pool.userPoolRef.userPoolId), Stack.of(scope).region)) {
    return new ReplicaAttachment({}, 'as the id of the pool names another Region: Attachment.replica()');
  }
  return recognizePool(pool).resource ? new InTemplateAttachment({})
    : new CustomResourceAttachment({}, `attached with a custom resource, as ${whyForeign(pool)}: Attachment.customResource()`);
}
