import { always, failedToo, listType, maybe, type Inference } from './inference';
import type { Evaluation, Operator, Parameter } from './operator';
import { Failure, present, type Result } from './result';
import type { TokenRequest } from '../cognito/token-request';
import type { Json } from '../document/json';

/** A source with data of the request. It is the same for users and machines. */
function requestSource<Name extends string>(
  name: Name,
  inference: Inference,
  read: (request: TokenRequest, args: readonly Json[]) => Result,
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
  };
}

export const REQUEST_SOURCES = [
  requestSource('scopes', failedToo(listType(always('string'))), request => request.scopes ?? new Failure('EVENT')),
  requestSource('clientId', maybe('string'), request => request.clientId),
  requestSource('untrustedClientMetadata', maybe('string'), (request, [key]) => request.clientMetadata.get(String(key)), [{ name: 'key', type: 'string' }]),
  requestSource('triggerSource', maybe('string'), request => present(request.triggerSource)),
  requestSource('userPoolId', maybe('string'), request => request.userPoolId),
  requestSource('region', maybe('string'), request => request.region),
  requestSource('now', always('number'), (request, [offset]) => request.now + Number(offset ?? 0), [{ name: 'offset', type: 'integer', optional: true }]),
] as const satisfies readonly Operator[];
