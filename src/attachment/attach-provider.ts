import * as path from 'path';
import { CustomResourceProvider, CustomResourceProviderRuntime, RemovalPolicy, type CfnResource } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ATTACHMENT_TYPE } from '../core/attachment/custom-resource';

const CODE = path.join(__dirname, '..', '..', 'assets', 'attach');

export interface AttachProvider {
  readonly serviceToken: string;
  readonly roleName: string;
}

/** The function of the custom resources, once for each stack. It has no permissions of its own: each attachment adds its own policy. */
export function attachProvider(scope: Construct): AttachProvider {
  const provider = CustomResourceProvider.getOrCreateProvider(scope, ATTACHMENT_TYPE, {
    codeDirectory: CODE,
    // the newest runtime that the oldest supported CDK has
    runtime: CustomResourceProviderRuntime.NODEJS_22_X,
    description: 'Sets the pre token generation trigger of existing Cognito user pools (TokenEnricher)',
  });
  const handler = provider.node.findChild('Handler') as CfnResource;
  if (!provider.node.tryFindChild('LogGroup')) {
    // otherwise Lambda creates one that is never deleted
    const logGroup = new LogGroup(provider, 'LogGroup', { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    handler.addPropertyOverride('LoggingConfig', { LogGroup: logGroup.logGroupName });
  }
  return { serviceToken: provider.serviceToken, roleName: (provider.node.findChild('Role') as CfnResource).ref };
}
