import type { IUserPoolClientRef } from 'aws-cdk-lib/aws-cognito';
import { compileConstant } from './constants';
import type { CompileContext, Position } from './context';
import type { Expression } from '../core/document/document';
import { show } from '../problems/problems';

/** A condition that is true for some app clients. Clients that the app creates are compared by SSM parameter, others by id. */
export function clientIds(clients: readonly IUserPoolClientRef[], { path }: Position, context: CompileContext): Expression {
  const keys: string[] = [];
  const ids: Expression[] = [];
  if (clients.length === 0) {
    context.problem({ check: 'Operands', path: `${path}.client`, given: 'nothing', allowed: 'at least one app client', fix: 'name an app client, or remove the condition' });
  }
  clients.forEach((client, index) => {
    const place = `${path}.client[${index}]`;
    const id = client?.userPoolClientRef?.clientId;
    if (id === undefined) {
      context.problem({ check: 'Client', path: place, given: show(client), allowed: 'an app client', fix: 'pass the construct of the app client, or use Condition.clientId with its id' });
      return;
    }
    const key = context.clients.keyOf(client, place);
    if (key === undefined) {
      ids.push(compileConstant(id, { path: place }, context));
    } else {
      keys.push(key);
    }
  });
  const byKey: Expression[] = keys.length > 0 ? [{ op: 'client', args: [[...new Set(keys)].sort()] }] : [];
  const byId: Expression[] = ids.length > 0 ? [{ op: 'isOneOf', of: [{ op: 'clientId' }, ...ids] }] : [];
  const conditions = [...byKey, ...byId];
  return conditions.length === 1 ? conditions[0] : { op: 'any', of: conditions };
}
