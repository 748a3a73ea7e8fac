import type { TestApp } from './app';
import { deployedEnricher } from '../local/cloud-assembly';
import { LambdaHost, type LambdaHostOptions } from '../local/lambda-host';

/** Runs the function of the app's stack as a deployment would, from the cloud assembly. */
export function deploy(app: TestApp, more: Partial<LambdaHostOptions> = {}): LambdaHost {
  const { asset, environment } = deployedEnricher(app.app.synth().directory, 'Stack');
  return new LambdaHost({ asset, ...more, environment: { ...environment, ...more.environment } });
}

/** An event of a user as Cognito sends it in version 2. */
export function userEvent(more: Record<string, unknown> = {}, request: Record<string, unknown> = {}): Record<string, any> {
  return {
    version: '2',
    triggerSource: 'TokenGeneration_HostedAuth',
    region: 'us-east-1',
    userPoolId: 'us-east-1_01EXAMPLE',
    userName: 'jane',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'client1' },
    request: {
      userAttributes: { 'sub': 'sub-1', 'cognito:user_status': 'CONFIRMED', 'email': 'jane@example.com', 'email_verified': 'true' },
      groupConfiguration: { groupsToOverride: ['staff'], iamRolesToOverride: [], preferredRole: null },
      scopes: ['openid'],
      ...request,
    },
    response: { claimsAndScopeOverrideDetails: null },
    ...more,
  };
}
