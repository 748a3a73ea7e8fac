import { always, failedToo, listType, maybe, type Inference } from './inference';
import type { Documentation, Evaluation, Operator, Parameter } from './operator';
import { Failure, present, type Result } from './result';
import type { TokenRequest } from '../cognito/token-request';
import type { Json } from '../document/json';

/** A source with data of the request. It is the same for users and machines. */
function requestSource<Name extends string>(
  name: Name,
  inference: Inference,
  read: (request: TokenRequest, args: readonly Json[]) => Result,
  documentation: Documentation,
  parameters: readonly Parameter[] = [],
): Operator<Name, 'source'> {
  return {
    name,
    kind: 'source',
    yields: 'value',
    parameters,
    operands: [],
    infer: () => inference,
    build: args => ({ request }: Evaluation) => read(request, args),
    documentation,
  };
}

export const REQUEST_SOURCES = [
  requestSource('scopes', failedToo(listType(always('string'))), request => request.scopes ?? new Failure('EVENT'), {
    meaning: 'The scopes that were requested and that the app client allows. Sign-in through the API has only `aws.cognito.signin.user.admin`.',
    absent: 'never; an empty list when there are none',
    failed: 'failed in V1_0 events, which do not contain scopes',
    example: 'Value.scopes()',
    peers: ['access.scope', 'optional client scope'],
  }),
  requestSource('clientId', maybe('string'), request => request.clientId, {
    meaning: 'The ID of the app client.',
    absent: 'absent when the event does not contain it',
    example: 'Value.clientId()',
    peers: ['app.clientId', 'azp', 'application.appid'],
  }),
  requestSource('untrustedClientMetadata', maybe('string'), (request, [key]) => request.clientMetadata.get(String(key)), {
    meaning: 'The client metadata that the caller sent for this key. Cognito does not validate or store it, so it is missing when tokens are refreshed.',
    absent: 'absent when the caller sent nothing for the key',
    example: "Value.untrustedClientMetadata('theme')",
  }, [{ name: 'key', type: 'string' }]),
  requestSource('triggerSource', maybe('string'), request => present(request.triggerSource), {
    meaning: 'The trigger source of the event, such as `TokenGeneration_HostedAuth`: why Cognito issues the token. Do not use it for security decisions.',
    absent: 'absent when the event does not contain it',
    example: 'Value.triggerSource()',
  }),
  requestSource('userPoolId', maybe('string'), request => request.userPoolId, {
    meaning: 'The ID of the user pool.',
    absent: 'absent when the event does not contain it',
    example: 'Value.userPoolId()',
    peers: ['org.name', 'company.tenantid'],
  }),
  requestSource('region', maybe('string'), request => request.region, {
    meaning: 'The AWS Region of the user pool.',
    absent: 'absent when the event does not contain it',
    example: 'Value.region()',
  }),
  requestSource('now', always('number'), (request, [offset]) => request.now + Number(offset ?? 0), {
    meaning: 'The time at which the token is issued, in seconds since the Unix epoch (1970-01-01 UTC). `offset` is added to it.',
    absent: 'never',
    example: 'Value.now(Duration.hours(1))',
    peers: ['Time.now', 'GetCurrentDateTime'],
  }, [{ name: 'offset', type: 'integer', optional: true }]),
] as const satisfies readonly Operator[];
