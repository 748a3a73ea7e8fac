import type { CfnUserPool, IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import {
  CUSTOM_RESOURCE_OPTIONS, IN_TEMPLATE_OPTIONS, PoolAttachment, REPLICA_OPTIONS, type AttachmentKind, type CustomResourceOptions,
  type InTemplateOptions, type ReplicaOptions, type Trigger,
} from './attachment-kind';
import { CustomResourceAttachment } from './custom-resource';
import type { CycleGuard } from './cycle-guard';
import { InTemplateAttachment, whyForeign } from './in-template';
import { differentTriggers, versionProblems } from './lambda-config';
import { regionIn } from './location';
import { missingPermissions } from './permission';
import { ReplicaAttachment } from './replica';
import { Stack } from '../cdk/aws-cdk-lib';
import { poolResources, recognizePool } from '../cdk/pools';
import { differ } from '../cdk/stacks';
import { objectWith } from '../options/checks';
import { readOptions } from '../options/options';
import type { Problem, Warning } from '../problems/problems';

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

/** Chooses the way to attach from what is known about the user pool, and reports an unusual choice. */
class AutoAttachment extends PoolAttachment {
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

const PATH = 'userPool';

/** Does not attach the function. The author can do it. */
class NoAttachment implements AttachmentKind {
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
