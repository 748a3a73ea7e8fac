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

/** The way in which the function becomes the pre token generation trigger of a user pool. */
export class Attachment {
  /**
   * Chooses the attachment for the user pool: `inTemplate()` if the app creates the pool, and `customResource()` if it does not.
   * If the Region in the pool ID and the Region of the stack are known and differ, the choice is `replica()`. An info message at
   * synthesis names the choice.
   */
  public static auto(): Attachment {
    return new Attachment('auto', new AutoAttachment());
  }

  /**
   * Sets the trigger in the template of the user pool. The app must create the pool, as `UserPool` or `CfnUserPool`, in the stack
   * of the enricher, in a nested stack, or in another stack that the enricher's stack does not refer to. Other triggers of the
   * pool stay unchanged.
   *
   * @param options the order of permission and trigger
   */
  public static inTemplate(options: InTemplateOptions = {}): Attachment {
    const read = readOptions(options, IN_TEMPLATE_OPTIONS);
    return new Attachment('inTemplate', new InTemplateAttachment(read.options), read.problems);
  }

  /**
   * Sets the trigger when the stack of the enricher is deployed, in a user pool that exists by then. Use it for a pool that
   * another template or no template defines, or for a pool of the app whose template cannot refer to the function without a
   * circular dependency. A custom resource reads the user pool, changes the trigger, and verifies that nothing else changed. It
   * has permissions for this user pool only.
   *
   * If the user pool is part of a template, a deployment that changes the pool removes the trigger: see `reattachOnDeploy`.
   *
   * @param options the behavior if there is another trigger, and permissions that an update of the user pool needs
   * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html
   */
  public static customResource(options: CustomResourceOptions = {}): Attachment {
    const read = readOptions(options, CUSTOM_RESOURCE_OPTIONS);
    return new Attachment('customResource', new CustomResourceAttachment(read.options), read.problems);
  }

  /**
   * Sets the trigger for the replica of a multi-Region user pool, in the Region of the enricher's stack. Triggers are not
   * replicated, and each Region calls its own function. Create the same enricher in a stack in each Region, with the table
   * replicas of that Region.
   *
   * The AWS documentation implies that Cognito calls the function in the Region of the sign-in. This has not been tested.
   *
   * @param options the regional configuration to use
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolregionalconfigurationattachment.html
   */
  public static replica(options: ReplicaOptions = {}): Attachment {
    const read = readOptions(options, REPLICA_OPTIONS);
    return new Attachment('replica', new ReplicaAttachment(read.options), read.problems);
  }

  /**
   * Creates the function and does not attach it: neither the trigger nor the permission, also if `userPool` is set. Set it as the
   * trigger yourself, with the version in `triggerVersion`, and allow `cognito-idp.amazonaws.com` to invoke it for your user pool
   * only.
   */
  public static none(): Attachment {
    return new Attachment('none', new NoAttachment());
  }

  /** The name of the method that created it, such as `customResource`. */
  public readonly method: string;

  private constructor(
    method: string,
    private readonly kind: AttachmentKind,
    /** @internal */
    public readonly _problems: readonly Problem[] = [],
  ) {
    this.method = method;
    Object.defineProperty(this, ATTACHMENT_MARK, { value: true });
  }

  /** @internal */
  public _bind(guard: CycleGuard, pool: IUserPoolRef | undefined): Trigger {
    return this.kind.bind(guard, pool);
  }
}

const ATTACHMENT_MARK = Symbol.for('cdk-cognito-token-enricher.attachment');

export const AN_ATTACHMENT = objectWith([ATTACHMENT_MARK], 'an Attachment', 'create it with a method of Attachment, or leave it out for Attachment.auto()');
