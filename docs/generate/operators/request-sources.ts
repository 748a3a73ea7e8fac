import type { DocumentationOf } from './documentation';
import type { REQUEST_SOURCES } from '../../../src/core/operators/request-sources';

export const REQUEST_SOURCES_DOCUMENTATION: DocumentationOf<typeof REQUEST_SOURCES> = {
  scopes: {
    meaning: 'The scopes that were requested and that the app client allows. Sign-in through the API has only `aws.cognito.signin.user.admin`.',
    absent: 'never; an empty list when there are none',
    failed: 'failed in V1_0 events, which do not contain scopes',
    example: 'Value.scopes()',
  },
  clientId: {
    meaning: 'The ID of the app client.',
    absent: 'absent when the event does not contain it',
    example: 'Value.clientId()',
  },
  untrustedClientMetadata: {
    meaning: 'The client metadata that the caller sent for this key. Cognito does not validate or store it, so it is missing when tokens are refreshed.',
    absent: 'absent when the caller sent nothing for the key',
    example: "Value.untrustedClientMetadata('theme')",
  },
  triggerSource: {
    meaning: 'The trigger source of the event, such as `TokenGeneration_HostedAuth`: why Cognito issues the token. Do not use it for security decisions.',
    absent: 'absent when the event does not contain it',
    example: 'Value.triggerSource()',
  },
  userPoolId: {
    meaning: 'The ID of the user pool.',
    absent: 'absent when the event does not contain it',
    example: 'Value.userPoolId()',
  },
  region: {
    meaning: 'The AWS Region of the user pool.',
    absent: 'absent when the event does not contain it',
    example: 'Value.region()',
  },
  now: {
    meaning: 'The time at which the token is issued, in seconds since the Unix epoch (1970-01-01 UTC). `offset` is added to it.',
    absent: 'never',
    example: 'Value.now(Duration.hours(1))',
  },
};
