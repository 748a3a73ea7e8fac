import { MACHINE_TRIGGER_SOURCE } from './token-request';
import type { TriggerVersionName } from './trigger-version';

/** The content of a pre token generation event. */
export interface EventParts {
  readonly triggerSource: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly clientId: string;
  readonly userAttributes: { readonly [name: string]: string };
  readonly groups: readonly string[];
  readonly iamRoles: readonly string[];
  readonly preferredRole?: string;
  readonly scopes: readonly string[];
  readonly clientMetadata?: { readonly [key: string]: string };
}

/**
 * Builds an event as Cognito sends it. The `version` is that of the trigger. Events contain scopes as of V2_0, and no user data for machines.
 * Properties of machine events that AWS does not document are left out.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function buildEvent(version: TriggerVersionName, parts: EventParts): Record<string, unknown> {
  const isMachine = parts.triggerSource === MACHINE_TRIGGER_SOURCE;
  const isV1 = version === 'V1_0';
  return {
    version: version.slice(1, 2),
    triggerSource: parts.triggerSource,
    region: parts.region,
    userPoolId: parts.userPoolId,
    userName: isMachine ? parts.clientId : parts.userName,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: parts.clientId },
    request: {
      ...(!isMachine && {
        userAttributes: { ...parts.userAttributes },
        groupConfiguration: {
          groupsToOverride: [...parts.groups],
          iamRolesToOverride: [...parts.iamRoles],
          preferredRole: parts.preferredRole ?? null,
        },
      }),
      ...(!isV1 && { scopes: [...parts.scopes] }),
      ...(parts.clientMetadata && { clientMetadata: { ...parts.clientMetadata } }),
    },
    response: isV1 ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null },
  };
}
