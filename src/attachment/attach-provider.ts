import * as path from 'path';
import { CustomResourceProvider, CustomResourceProviderRuntime, type CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ATTACHMENT_TYPE } from '../core/attachment/custom-resource';

const CODE = path.join(__dirname, '..', '..', 'assets', 'attach');

export interface AttachProvider {
  readonly serviceToken: string;
  readonly roleName: string;
}

/** The one function of a stack that sets triggers. It may do nothing by itself: each attachment brings its own policy. */
export function attachProvider(scope: Construct): AttachProvider {
  const provider = CustomResourceProvider.getOrCreateProvider(scope, ATTACHMENT_TYPE, {
    codeDirectory: CODE,
    // the newest that the oldest CDK knows
    runtime: CustomResourceProviderRuntime.NODEJS_22_X,
    description: 'Sets the pre token generation trigger of existing Cognito user pools (TokenEnricher)',
  });
  return { serviceToken: provider.serviceToken, roleName: (provider.node.findChild('Role') as CfnResource).ref };
}
