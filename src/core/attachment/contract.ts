import { METRIC_DIMENSION, METRIC_NAMESPACE } from '../document/metrics';

/**
 * Resource type of the attachment: the custom resource that sets the trigger of an existing user pool. `src/attachment` adds it to the template,
 * and `lambda-src/attach` implements it.
 */
export const ATTACHMENT_TYPE = 'Custom::CognitoTokenEnricherAttachment';

/** Resource type of the lookup that runs before it and finds the trigger that will be replaced. */
export const FORMER_TRIGGER_TYPE = 'Custom::CognitoTokenEnricherFormerTrigger';

/** The attribute of a `FORMER_TRIGGER_TYPE` with the trigger that it found; see the property `Former`. */
export const FORMER_TRIGGER_ATTRIBUTE = 'Trigger';

/** The behavior if the pool already has a trigger with another function. */
export type OnConflict = 'FAIL' | 'REPLACE';

/** The behavior when the resource is deleted: remove the trigger, or restore the one that it replaced. */
export type OnRemoval = 'REMOVE' | 'RESTORE';

/** The behavior if applications can register app clients with the pool, which can write all attributes. */
export type OnDynamicClients = 'FAIL' | 'ALLOW';

/** Properties of an `ATTACHMENT_TYPE`. */
export interface AttachmentProperties {
  readonly UserPoolId: string;
  /** Includes the alias, if there is one. */
  readonly FunctionArn: string;
  readonly TriggerVersion: string;
  readonly OnConflict: OnConflict;
  readonly OnRemoval: OnRemoval;
  readonly OnDynamicClients?: OnDynamicClients;
  /** The trigger before the attachment, from the lookup resource: ARN, space and version, or `NONE`. Used if Create does not get to record it. */
  readonly Former?: string;
  /** Hash of a pool of the app. CloudFormation removes the trigger when it updates the pool; the changed hash updates this resource as well. */
  readonly PoolDefinition?: string;
  /** A new value for each synthesis, so that every deployment sets the trigger. */
  readonly Nonce?: string;
}

/** Properties of a `FORMER_TRIGGER_TYPE`. */
export type FormerTriggerProperties = Pick<AttachmentProperties, 'UserPoolId'>;

/** The Cognito API operations that an attachment calls, and that its policy allows for its pool. */
export const OPERATIONS = ['DescribeUserPool', 'UpdateUserPool'] as const;
export type Operation = typeof OPERATIONS[number];

/** The two properties of LambdaConfig with the pre token generation trigger. The newer one also contains the event version. */
export const CONFIG = 'PreTokenGenerationConfig';
export const LEGACY = 'PreTokenGeneration';

/**
 * The pre token generation trigger in a LambdaConfig. In a template, any part can be known only at deployment.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_LambdaConfigType.html
 */
export interface LambdaConfig<T = string> {
  readonly [CONFIG]?: { readonly LambdaArn?: T; readonly LambdaVersion?: T } | null;
  readonly [LEGACY]?: T | null;
}

/**
 * Environment variables of the monitor, the function that verifies that a pool's trigger is its enricher. `src/attachment` sets them, and
 * `lambda-src/monitor` reads them.
 */
export interface MonitorEnvironment {
  readonly USER_POOL_ID: string;
  /** Includes the alias, if there is one. */
  readonly ENRICHER_ARN: string;
  readonly ENRICHER_NAME: string;
  readonly TRIGGER_VERSION: string;
}

/** The metric in the log of the monitor: 0 for each check in which the trigger was the enricher, otherwise 1. */
export const DRIFT_METRIC = { namespace: METRIC_NAMESPACE, name: 'AttachmentDrift', dimensions: [METRIC_DIMENSION, 'UserPoolId'] } as const;
