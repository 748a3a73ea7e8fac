import type { CfnResource } from 'aws-cdk-lib';
import type { IUserPoolClientRef } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { hash } from '../cdk/hash';
import { relativePath } from '../cdk/paths';
import { clientResourceOf } from '../cdk/pools';

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
