import { always, type Inference } from './inference';
import type { Documentation, Evaluate, Evaluation, Operand, Operator } from './operator';
import { Failure, isFailure, worst, type Result } from './result';
import { identityProviders } from './user-sources';
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
  name: Name, build: (operands: readonly Evaluate[]) => Evaluate, documentation: Documentation,
): Operator<Name, 'condition'> {
  return {
    name,
    kind: 'condition',
    yields: 'condition',
    parameters: [],
    operands: CONDITIONS_REST,
    infer: ({ operands }) => certainty(operands.some(each => each.failed)),
    build: (_, operands) => build(operands),
    documentation,
  };
}

function certainty(failed: boolean): Inference {
  return { ...always('boolean'), failed };
}

/** A condition on the request alone. */
function requestCondition<Name extends string>(
  name: Name,
  holds: (request: TokenRequest, args: readonly Json[]) => boolean,
  documentation: Documentation,
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
    documentation,
  };
}

/** A condition that one of several constants is in a list of the request; unknown if the event does not contain the list. */
function membership<Name extends string>(
  name: Name,
  failed: boolean,
  listOf: (request: TokenRequest) => readonly string[] | undefined,
  instead: string,
  documentation: Documentation,
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
    documentation,
  };
}

export const CONDITIONS = [
  combination('all', operands => any(operands, false), {
    meaning: 'True if every condition is true. False if one is false, even if others are unknown.',
    absent: 'never',
    failed: 'unknown when no condition is false and one is unknown',
    example: "Condition.all(Condition.inGroup('staff'), Condition.hasScope('orders/read'))",
    peers: ['AND', 'AndClaims'],
  }),
  combination('any', operands => any(operands), {
    meaning: 'True if at least one condition is true, even if others are unknown.',
    absent: 'never',
    failed: 'unknown when no condition is true and one is unknown',
    example: "Condition.any(Condition.inGroup('staff'), Condition.inGroup('partners'))",
    peers: ['OR', 'OrClaims'],
  }),
  combination('none', none, {
    meaning: 'True if no condition is true; the opposite of `any`.',
    absent: 'never',
    failed: 'unknown when no condition is true and one is unknown',
    example: "Condition.none(Condition.inGroup('guests'))",
    peers: ['!', 'NotClaims', '!='],
  }),
  {
    ...membership('inGroup', false, request => request.subject === 'USER' ? request.groups : [], 'use Value.groups().hasMember(...), which takes a Value', {
      meaning: 'True if the user is in at least one of these groups.',
      absent: 'false on machine tokens',
      example: "Condition.inGroup('admins')",
      peers: ['isMemberOfGroupName', 'isMemberOfGroup', 'isMemberOfAnyGroup', 'scoped groups of a claim condition'],
    }),
    ofUser: true,
  },
  membership('hasScope', true, request => request.scopes, 'use Value.scopes().hasMember(...), which takes a Value', {
    meaning: 'True if at least one of these scopes was requested and the app client allows it.',
    absent: 'false when there are no scopes',
    failed: 'unknown in V1_0 events, which do not contain scopes',
    example: "Condition.hasScope('orders/read')",
    peers: ['optional client scope', 'conditions.scopes', 'access.scope'],
  }),
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
    documentation: {
      meaning: 'True if the token is for one of these app clients, which are constructs of the app.',
      absent: 'false when the event does not contain a client ID',
      failed: 'the token is denied when the ID of one of these app clients could not be loaded and the token might be for it',
      example: 'Condition.client(webClient)',
      peers: ['mapper of a client', 'app.clientId'],
    },
  },
  requestCondition('machine', request => request.subject === 'MACHINE', {
    meaning: 'True if the token is for an app client itself (client credentials grant), not for a user.',
    absent: 'never',
    example: 'Condition.machine()',
    peers: ['service account', 'machine to machine'],
  }),
  requestCondition('user', request => request.subject === 'USER', {
    meaning: 'True if the token is for a user.',
    absent: 'never',
    example: 'Condition.user()',
    peers: ['user type any'],
  }),
  requestCondition('hasFederatedIdentity', (request, [providers]) => {
    const linked = identityProviders(request);
    return (providers as string[]).length === 0 ? linked.length > 0 : linked.some(provider => (providers as string[]).includes(provider));
  }, {
    meaning: 'True if the user is linked to one of these identity providers; without arguments, to any identity provider. The user can still have signed in with a password.',
    absent: 'false for local users and on machine tokens',
    example: "Condition.hasFederatedIdentity('Google')",
    peers: ['user type', 'hasDirectoryUser', 'external guests'],
  }, { parameters: [{ name: 'providers', type: 'names', mayBeEmpty: true }], ofUser: true }),
] as const satisfies readonly Operator[];
