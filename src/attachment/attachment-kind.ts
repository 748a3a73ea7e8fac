import type { CfnResource } from 'aws-cdk-lib';
import type { IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { CycleGuard } from './cycle-guard';
import { A_BOOLEAN, objectWith, oneOf } from '../options/checks';
import type { OptionChecks } from '../options/options';
import type { Problem, Warning } from '../problems/problems';

/** The behavior for the trigger of a user pool when the attachment is removed from the app. */
export enum TriggerRemoval {
  /**
   * Removes the trigger. The user pool then has no pre token generation trigger and issues tokens without it. Also applies when a
   * first deployment fails later and is rolled back.
   */
  REMOVE = 'REMOVE',

  /** Restores the trigger that `replaceTrigger` replaced. If there was none, removes the trigger. */
  RESTORE = 'RESTORE',

  /**
   * Keeps the trigger. Use it if something else, such as `Attachment.inTemplate()`, will set the same function from then on:
   * deploy this option first, and then the other attachment. If the function is removed as well, all sign-ins fail. If you attach
   * to another user pool instead, the trigger is removed anyway.
   */
  RETAIN = 'RETAIN',
}

/** Options of `Attachment.customResource`. */
export interface CustomResourceOptions {
  /**
   * Replaces another pre token generation trigger of the user pool. The replaced trigger is stored, so that it can be restored
   * (see `onRemoval`).
   *
   * @default false - if there is another trigger, the deployment fails and changes nothing
   */
  readonly replaceTrigger?: boolean;

  /**
   * The behavior when the enricher is removed, or attached to another user pool. A trigger that was set by something else in the
   * meantime always stays.
   *
   * @default TriggerRemoval.REMOVE
   */
  readonly onRemoval?: TriggerRemoval;

  /**
   * Sets the trigger again in each deployment, in case something else removed it. By default, CloudFormation sets it only if the
   * function, its version or these options change. With this option, each synthesis produces a different template.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes-update.html
   */
  readonly reattachOnDeploy?: boolean;

  /**
   * The IAM role with which the user pool sends text messages (SMS), if it sends any. Cognito requires permission to pass this
   * role for each update of the user pool.
   *
   * @default - the role of a user pool in the app; for other user pools no role can be passed, so the deployment fails if the
   * pool sends text messages
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-sms.html
   */
  readonly smsRole?: IRole;

  /**
   * The KMS key of the user pool's custom sender triggers, if it has any. Cognito requires permission to create a grant on this
   * key for each update of such a user pool.
   *
   * @default - no grant can be created, so the deployment fails if the user pool has a custom sender trigger
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-email-sender.html
   */
  readonly customSenderKey?: IKey;
}

export const CUSTOM_RESOURCE_OPTIONS: OptionChecks<CustomResourceOptions> = {
  replaceTrigger: A_BOOLEAN,
  onRemoval: oneOf(Object.values(TriggerRemoval)),
  reattachOnDeploy: A_BOOLEAN,
  smsRole: objectWith(['roleArn'], 'an IAM role', 'pass the construct of the role'),
  customSenderKey: objectWith(['keyArn'], 'a KMS key', 'pass the construct of the key'),
};

/** Options of `Attachment.inTemplate`. */
export interface InTemplateOptions {
  /**
   * Allows Cognito to invoke the function before the function is set as the trigger. This avoids sign-ins that fail for some
   * seconds on a live user pool, when the enricher is added or its function is replaced. The permission then applies to all user
   * pools of the account in the Region, because the ARN of the user pool is not known at that point.
   *
   * @default false - a permission for this user pool only, which is created right after the user pool is updated
   */
  readonly grantBeforeAttach?: boolean;
}

export const IN_TEMPLATE_OPTIONS: OptionChecks<InTemplateOptions> = { grantBeforeAttach: A_BOOLEAN };

/** Options of `Attachment.replica`. */
export interface ReplicaOptions {
  /**
   * The existing `AWS::Cognito::UserPoolRegionalConfigurationAttachment` of the replica in the app. This resource holds the
   * complete configuration of the replica in that Region, so the trigger is added to it. Its other properties stay unchanged.
   *
   * @default - the resource for the same user pool in the stack of the enricher
   */
  readonly configuration?: CfnResource;

  /**
   * Creates the regional configuration, with only the trigger. Use it only if nothing else defines a configuration for the
   * replica: it replaces all triggers, email and SMS settings and tags of the replica. The status of the replica stays unchanged.
   *
   * @default false
   */
  readonly createConfiguration?: boolean;
}

export const REPLICA_OPTIONS: OptionChecks<ReplicaOptions> = {
  configuration: objectWith(['cfnResourceType', 'node'], 'a CfnResource', 'pass the resource of the regional configuration'),
  createConfiguration: A_BOOLEAN,
};

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
