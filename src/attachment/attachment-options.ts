import type { CfnResource } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { A_BOOLEAN, objectWith, oneOf } from '../options/checks';
import type { OptionChecks } from '../options/options';

/** What becomes of the trigger of an existing user pool when the attachment is removed from the app. */
export enum TriggerRemoval {
  /** The user pool has no pre token generation trigger any more, and issues tokens without it. Also where a first deployment fails later and goes back. */
  REMOVE = 'REMOVE',

  /** The trigger that `replaceTrigger` replaced is set again. Where there was none, there is none. */
  RESTORE = 'RESTORE',

  /**
   * The trigger stays, for something else that sets the same function from then on, such as `Attachment.inTemplate()`: deploy this first, and then
   * the other. A trigger whose function goes as well fails every sign-in. An attachment to another user pool removes it all the same.
   */
  RETAIN = 'RETAIN',
}

/** How a function is attached to a user pool that exists already. */
export interface CustomResourceOptions {
  /**
   * Replaces a pre token generation trigger that is not the function of this enricher. It is remembered: see `onRemoval`.
   *
   * @default false - another trigger fails the deployment, which changes nothing then
   */
  readonly replaceTrigger?: boolean;

  /**
   * What becomes of the trigger when the enricher is removed, or attached to another user pool. A trigger that somebody else has
   * set in the meantime stays, in either case.
   *
   * @default TriggerRemoval.REMOVE
   */
  readonly onRemoval?: TriggerRemoval;

  /**
   * Sets the trigger anew in every deployment, in case that something else took it away. CloudFormation does so by itself only
   * when the function, its version or these options change. Every synthesis differs from the last one then.
   *
   * @default false
   */
  readonly reattachOnDeploy?: boolean;

  /**
   * The role with which the user pool sends text messages, if it sends any: Amazon Cognito asks for the permission to pass it
   * whenever a user pool is updated.
   *
   * @default - the role of a user pool of the app; for other user pools no role may be passed, which fails the deployment of one that
   * sends text messages
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-sms.html
   */
  readonly smsRole?: IRole;

  /**
   * The key of the user pool's custom sender triggers, if it has any: Amazon Cognito asks for the permission to create a grant on
   * it whenever such a user pool is updated.
   *
   * @default - no grant may be created, which fails the deployment for a user pool with a custom sender
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-email-sender.html
   */
  readonly customSenderKey?: IKey;
}

export const CUSTOM_RESOURCE_OPTIONS: OptionChecks<CustomResourceOptions> = {
  replaceTrigger: A_BOOLEAN,
  onRemoval: oneOf(Object.values(TriggerRemoval)),
  reattachOnDeploy: A_BOOLEAN,
  smsRole: objectWith(['roleArn'], 'an IAM role', 'give the construct of the role'),
  customSenderKey: objectWith(['keyArn'], 'a KMS key', 'give the construct of the key'),
};

/** How a function is attached in the template of the user pool. */
export interface InTemplateOptions {
  /**
   * Lets Amazon Cognito call the function before the user pool names it, so that no sign-in of a live user pool meets a trigger
   * that it may not call: for seconds, when the enricher is added or its function replaced. The permission is for all user pools of
   * the account in the Region, as the ARN of the user pool is not known by then.
   *
   * @default false - the permission for the user pool alone, made right after the user pool is updated
   */
  readonly grantBeforeAttach?: boolean;
}

export const IN_TEMPLATE_OPTIONS: OptionChecks<InTemplateOptions> = { grantBeforeAttach: A_BOOLEAN };

/** How a function is attached to the replica of a multi-Region user pool. */
export interface ReplicaOptions {
  /**
   * The regional configuration of the replica that the app has already, an `AWS::Cognito::UserPoolRegionalConfigurationAttachment`: it is
   * the whole of the configuration in that Region, so that the trigger becomes a member of it. Its other members stay.
   *
   * @default - the one in the stack of the enricher that names the same user pool
   */
  readonly configuration?: CfnResource;

  /**
   * Makes the regional configuration, with the trigger and nothing else. Only for a replica for which nobody else has one: it takes the place
   * of whatever triggers, email and SMS settings and tags the replica has. Its status is left alone.
   *
   * @default false
   */
  readonly createConfiguration?: boolean;
}

export const REPLICA_OPTIONS: OptionChecks<ReplicaOptions> = {
  configuration: objectWith(['cfnResourceType', 'node'], 'a CfnResource', 'give the resource of the regional configuration'),
  createConfiguration: A_BOOLEAN,
};
