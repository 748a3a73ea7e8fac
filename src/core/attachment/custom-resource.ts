/**
 * The custom resource that attaches the function to an existing user pool, as both sides know it: `src/attachment` puts it into the
 * template, and `lambda-src/attach` does what it says.
 */

/** Type of the resource that sets a trigger. */
export const ATTACHMENT_TYPE = 'Custom::CognitoTokenEnricherAttachment';

/** Type of the resource before it, which finds out which trigger will be replaced. */
export const FORMER_TRIGGER_TYPE = 'Custom::CognitoTokenEnricherFormerTrigger';

/** The attribute of a `FORMER_TRIGGER_TYPE` with the trigger that it found: see `Former` of the properties. */
export const FORMER_TRIGGER_ATTRIBUTE = 'Trigger';

/** What is done where the pool has a trigger of another function. */
export type OnConflict = 'FAIL' | 'REPLACE';

/** What is left when the resource goes: no trigger, or the one that it replaced. */
export type OnRemoval = 'REMOVE' | 'RESTORE';

/** Properties of an `ATTACHMENT_TYPE`. */
export interface AttachmentProperties {
  readonly UserPoolId: string;
  /** With the alias, if it has one. */
  readonly FunctionArn: string;
  readonly TriggerVersion: string;
  readonly OnConflict: OnConflict;
  readonly OnRemoval: OnRemoval;
  /** What was there before, as the resource that looked for it says, for where Create never gets to say it: ARN, blank and version, or `NONE`. */
  readonly Former?: string;
  /** Hash of a pool of the app: CloudFormation takes the trigger away when it updates the pool, and updates this resource as well then. */
  readonly PoolDefinition?: string;
  /** Another one in every synthesis, so that every deployment sets the trigger. */
  readonly Nonce?: string;
}

/** Properties of a `FORMER_TRIGGER_TYPE`. */
export type FormerTriggerProperties = Pick<AttachmentProperties, 'UserPoolId'>;

/** What is called of Amazon Cognito, and what the policy of an attachment allows for its pool. */
export const OPERATIONS = ['DescribeUserPool', 'UpdateUserPool'] as const;
export type Operation = typeof OPERATIONS[number];
