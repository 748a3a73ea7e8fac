import { always, failedToo, listType, maybe, type Inference } from './inference';
import type { Documentation, Evaluation, Operator, Parameter } from './operator';
import { Failure, present, type Result } from './result';
import type { TokenRequest } from '../cognito/token-request';
import type { Json } from '../document/json';

/** A source that tells something about the request, for users and machines alike. */
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
    meaning: 'The scopes that were requested and that the client may have, a list of strings. Sign-in through the API gives `aws.cognito.signin.user.admin` alone.',
    absent: 'an empty list when there are none',
    failed: 'failed in a V1 event, which does not tell',
    example: 'Value.scopes()',
    peers: ['access.scope', 'optional client scope'],
  }),
  requestSource('clientId', maybe('string'), request => request.clientId, {
    meaning: 'The id of the app client.',
    absent: 'absent when the event names none',
    example: 'Value.clientId()',
    peers: ['app.clientId', 'azp', 'application.appid'],
  }),
  requestSource('untrustedClientMetadata', maybe('string'), (request, [key]) => request.clientMetadata.get(String(key)), {
    meaning: 'What the caller sent as client metadata under this key. Cognito neither checks nor keeps it: it is missing after a refresh.',
    absent: 'absent when the caller sent nothing under the key',
    example: "Value.untrustedClientMetadata('theme')",
  }, [{ name: 'key', type: 'string' }]),
  requestSource('triggerSource', maybe('string'), request => present(request.triggerSource), {
    meaning: 'What made Cognito issue the token, such as `TokenGeneration_HostedAuth`. Not for security decisions.',
    absent: 'absent when the event names none',
    example: 'Value.triggerSource()',
  }),
  requestSource('userPoolId', maybe('string'), request => request.userPoolId, {
    meaning: 'The id of the user pool.',
    absent: 'absent when the event names none',
    example: 'Value.userPoolId()',
    peers: ['org.name', 'company.tenantid'],
  }),
  requestSource('region', maybe('string'), request => request.region, {
    meaning: 'The Region of the user pool.',
    absent: 'absent when the event names none',
    example: 'Value.region()',
  }),
  requestSource('now', always('number'), (request, [offset]) => request.now + Number(offset ?? 0), {
    meaning: 'The time at which the token is issued, or a time after it, in seconds since 1970.',
    absent: 'never absent',
    example: 'Value.now(Duration.hours(1))',
    peers: ['Time.now', 'GetCurrentDateTime'],
  }, [{ name: 'offset', type: 'integer', optional: true }]),
] as const satisfies readonly Operator[];
