import { always, type Inference } from './inference';
import type { Evaluate, Evaluation, Operand, Operator } from './operator';
import { identityProviders } from './request-sources';
import { Failure, isFailure, worst, type Result } from './result';
import type { TokenRequest } from '../cognito/token-request';
import type { Json } from '../document/json';

const CONDITIONS_REST: readonly Operand[] = [{ name: 'conditions', yields: 'condition', rest: true }];

/** True if one is true, else unknown if one is unknown, else false. With `looked` false, the same with true and false swapped. */
function any(operands: readonly Evaluate[], looked = true): Evaluate {
  return evaluation => {
    let failures: Failure[] | undefined;
    for (const operand of operands) {
      const result = operand(evaluation);
      if (isFailure(result)) {
        (failures ??= []).push(result);
      } else if (result === looked) {
        return looked;
      }
    }
    return failures ? worst(failures) : !looked;
  };
}

function none(operands: readonly Evaluate[]): Evaluate {
  const some = any(operands);
  return evaluation => {
    const result: Result = some(evaluation);
    return isFailure(result) ? result : !result;
  };
}

function combination<Name extends string>(
  name: Name, build: (operands: readonly Evaluate[]) => Evaluate,
): Operator<Name, 'condition'> {
  return {
    name,
    kind: 'condition',
    yields: 'condition',
    parameters: [],
    operands: CONDITIONS_REST,
    infer: ({ operands }) => certainty(operands.some(each => each.failed)),
    build: (_, operands) => build(operands),
  };
}

function certainty(failed: boolean): Inference {
  return { ...always('boolean'), failed };
}

/** A condition on the request alone. */
function requestCondition<Name extends string>(
  name: Name,
  holds: (request: TokenRequest, args: readonly Json[]) => boolean,
  rest: Pick<Operator, 'parameters' | 'ofUser'> = { parameters: [] },
): Operator<Name, 'condition'> {
  return {
    name,
    kind: 'condition',
    yields: 'condition',
    ...rest,
    operands: [],
    infer: () => certainty(false),
    build: args => ({ request }: Evaluation) => holds(request, args),
  };
}

/** A condition that one of several constants is in a list of the request; unknown if the event does not contain the list. */
function membership<Name extends string>(
  name: Name,
  failed: boolean,
  listOf: (request: TokenRequest) => readonly string[] | undefined,
  instead: string,
): Operator<Name, 'condition'> {
  return {
    name,
    kind: 'condition',
    yields: 'condition',
    parameters: [],
    operands: [{ name: 'constants', yields: 'value', accepts: ['string'], rest: true, instead }],
    infer: () => certainty(failed),
    build: (_, constants) => evaluation => {
      const list = listOf(evaluation.request);
      if (list === undefined) {
        return new Failure('EVENT');
      }
      for (const constant of constants) {
        if (list.includes(constant(evaluation) as string)) {
          return true;
        }
      }
      return false;
    },
  };
}

export const CONDITIONS = [
  combination('all', operands => any(operands, false)),
  combination('any', operands => any(operands)),
  combination('none', none),
  {
    ...membership('inGroup', false, request => request.subject === 'USER' ? request.groups : [], 'use Value.groups().hasMember(...), which takes a Value'),
    ofUser: true,
  },
  membership('hasScope', true, request => request.scopes, 'use Value.scopes().hasMember(...), which takes a Value'),
  {
    name: 'client',
    kind: 'condition',
    yields: 'condition',
    parameters: [{ name: 'keys', type: 'names' }],
    operands: [],
    infer: () => certainty(true),
    build: ([keys]) => ({ isClient, request: { clientId } }) => {
      const results = (keys as string[]).map(key => isClient(key, clientId));
      // decisive: if the ids cannot be loaded the token is denied, and `orElse` must not replace the value
      return results.includes(true) || (results.includes(undefined) ? new Failure('CLIENTS', true) : false);
    },
  },
  requestCondition('machine', request => request.subject === 'MACHINE'),
  requestCondition('user', request => request.subject === 'USER'),
  requestCondition('hasFederatedIdentity', (request, [providers]) => {
    const linked = identityProviders(request);
    return (providers as string[]).length === 0 ? linked.length > 0 : linked.some(provider => (providers as string[]).includes(provider));
  }, { parameters: [{ name: 'providers', type: 'names', mayBeEmpty: true }], ofUser: true }),
] as const satisfies readonly Operator[];
