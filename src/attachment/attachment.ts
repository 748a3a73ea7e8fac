import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { AttachmentKind } from './attachment-kind';
import {
  CUSTOM_RESOURCE_OPTIONS, IN_TEMPLATE_OPTIONS, REPLICA_OPTIONS, type CustomResourceOptions, type InTemplateOptions, type ReplicaOptions,
} from './attachment-options';
import { AutoAttachment } from './auto';
import { CustomResourceAttachment } from './custom-resource';
import type { CycleGuard } from './cycle-guard';
import { InTemplateAttachment } from './in-template';
import { NoAttachment } from './none';
import { ReplicaAttachment } from './replica';
import type { Trigger } from './trigger';
import { objectWith } from '../options/checks';
import { readOptions } from '../options/options';
import type { Problem } from '../problems/problems';

/** How the function becomes the pre token generation trigger of the user pool. */
export class Attachment {
  /**
   * Chosen by the user pool: the trigger is set in the template of a user pool that the app creates, and by `existing()` for a pool
   * that it does not; where the Region in the id of the pool and that of the stack are known and differ, by `replica()`. An information of
   * the synthesis says which.
   */
  public static auto(): Attachment {
    return new Attachment(new AutoAttachment());
  }

  /**
   * The trigger is set in the template that the user pool is in. The app has to create the pool, as `UserPool` or `CfnUserPool`, in
   * the stack of the enricher, in a nested stack, or in another stack that nothing of the enricher's stack refers to. Other
   * triggers stay as they are.
   *
   * @param options whether the permission comes first
   */
  public static inTemplate(options: InTemplateOptions = {}): Attachment {
    const read = readOptions(options, IN_TEMPLATE_OPTIONS);
    return new Attachment(new InTemplateAttachment(read.options), read.problems);
  }

  /**
   * The trigger is set while the stack of the enricher is deployed, in a user pool that exists by then: one of another template or of none,
   * or one of the app where the template of the user pool cannot name the function without a cycle. A custom resource reads
   * the user pool, changes the trigger, and makes sure that nothing else has changed; it may do so with this one user pool alone.
   *
   * When a template that the user pool is in is deployed with changes to the pool, CloudFormation takes the trigger away: see
   * `reattachOnDeploy`.
   *
   * @param options what becomes of another trigger, and what the user pool needs to be updated
   * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html
   */
  public static customResource(options: CustomResourceOptions = {}): Attachment {
    const read = readOptions(options, CUSTOM_RESOURCE_OPTIONS);
    return new Attachment(new CustomResourceAttachment(read.options), read.problems);
  }

  /**
   * The trigger is set in the Region of the enricher's stack, for the replica of a multi-Region user pool: triggers are not replicated, and
   * each Region calls a function of its own. Make the same enricher in a stack of each Region, reading that Region's replica of the tables.
   *
   * That Amazon Cognito calls the function of the Region in which somebody signs in follows from its documentation, and was not tried.
   *
   * @param options whose the regional configuration is
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolregionalconfigurationattachment.html
   */
  public static replica(options: ReplicaOptions = {}): Attachment {
    const read = readOptions(options, REPLICA_OPTIONS);
    return new Attachment(new ReplicaAttachment(read.options), read.problems);
  }

  /**
   * The function is made and attached to nothing. Set it as the trigger yourself, with the version in `triggerVersion`, and let
   * `cognito-idp.amazonaws.com` call it for your pool alone.
   */
  public static none(): Attachment {
    return new Attachment(new NoAttachment());
  }

  private constructor(
    private readonly kind: AttachmentKind,
    /** @internal */
    public readonly _problems: readonly Problem[] = [],
  ) {
    Object.defineProperty(this, ATTACHMENT_MARK, { value: true });
  }

  /** @internal */
  public _bind(guard: CycleGuard, pool: IUserPoolRef | undefined): Trigger {
    return this.kind.bind(guard, pool);
  }
}

const ATTACHMENT_MARK = Symbol.for('cdk-cognito-token-enricher.attachment');

export const AN_ATTACHMENT = objectWith([ATTACHMENT_MARK], 'an Attachment', 'make it with a factory of Attachment, or leave it out for Attachment.auto()');
