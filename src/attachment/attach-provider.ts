import * as path from 'path';
import { CustomResourceProvider, CustomResourceProviderRuntime, type CfnResource } from 'aws-cdk-lib';
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
  return { serviceToken: provider.serviceToken, roleName: (provider.node.findChild('Role') as CfnResource).ref };
}
