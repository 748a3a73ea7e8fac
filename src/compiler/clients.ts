import type { CfnResource } from 'aws-cdk-lib';
import type { IUserPoolClientRef } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { compileConstant } from './constants';
import type { CompileContext, Position } from './context';
import { clientResourceOf } from '../cdk/pools';
import { hash, relativePath } from '../cdk/stacks';
import type { Expression } from '../core/document/document';
import { show } from '../problems/problems';

/** An app client that the app creates. The function reads its id from an SSM parameter. */
export interface NamedClient {
  readonly key: string;
  readonly client: IUserPoolClientRef;
  readonly resource: CfnResource;
  /** A readable description for messages. */
  readonly description: string;
  /** The path of the first rule that names it. */
  readonly path: string;
}

/** The app clients that rules name. */
export class Clients {
  public readonly named = new Map<string, NamedClient>();

  constructor(private readonly scope: IConstruct) {}

  /** The key of a client that the app creates; undefined for an imported client, which is compared by its id. */
  public keyOf(client: IUserPoolClientRef, path: string): string | undefined {
    const resource = clientResourceOf(client);
    if (!resource) {
      return undefined;
    }
    const description = relativePath(resource, this.scope);
    const key = hash(description);
    this.named.set(key, this.named.get(key) ?? { key, client, resource, description, path });
    return key;
  }

  /** Keeps only the clients with these keys, which compiled expressions use. */
  public keep(keys: ReadonlySet<string>): void {
    [...this.named.keys()].filter(key => !keys.has(key)).forEach(key => this.named.delete(key));
  }
}

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
