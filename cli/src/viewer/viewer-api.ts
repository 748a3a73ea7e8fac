import type { IncomingMessage } from 'node:http';
import type { JSONWebKeySet } from 'jose';
import { checkedFault, checkedIssue, checkedItems, checkedUser } from './bodies';
import type { Fault, IssuanceSummary, IssueBody, ItemsBody, UserBody, ViewerIssuance, ViewerState, ViewerTable } from './contract';
import { summaryOf, viewerIssuance } from './viewer-issuance';
import { TriggerSource } from '../../../src/values/trigger-source';
import type { Pool, Table } from '../app/model';
import { readJsonBody, RequestError } from '../http/body';
import type { LocalCognito } from '../local-cognito';
import { sessionOf } from '../oauth/sessions';
import { refusalOf, usualScopes, usualSource } from '../tokens/usual-request';
import { plainItem, toItem } from '../users/items';

type Answer = ViewerState | ViewerIssuance | readonly IssuanceSummary[];

/** The API for the page of the viewer. */
export class ViewerApi {
  constructor(private readonly cognito: LocalCognito, private readonly jwks: JSONWebKeySet) {}

  public async answer(method: string, path: readonly string[], request: IncomingMessage): Promise<Answer> {
    const [first, second, third] = path;
    switch (`${method} ${first}`) {
      case 'GET state': return this.state();
      case 'GET issuances': return second === undefined ? this.cognito.issuer.issuances.map(summaryOf) : this.issuance(second);
      case 'POST issue': return this.issue(checkedIssue(await readJsonBody(request)));
      case 'PUT users': return this.editUser(second, third, checkedUser(await readJsonBody(request)));
      case 'PUT tables':
        if (third === 'items') {
          return this.replaceItems(second, checkedItems(await readJsonBody(request)));
        }
        if (third === 'fault') {
          return this.setFault(second, checkedFault(await readJsonBody(request)));
        }
    }
    throw new RequestError(404, `There is no ${method} /api/${path.join('/')}`);
  }

  private async state(): Promise<ViewerState> {
    const { cognito } = this;
    const { loaded: { app }, notices } = cognito;
    return {
      issuer: cognito.url,
      served: cognito.served,
      usersFile: cognito.usersFile,
      pools: app.pools.map(pool => ({
        id: pool.id,
        path: pool.path,
        issuer: cognito.issuerOf(pool),
        ...pool.trigger && { enricher: pool.trigger.enricher.path, triggerVersion: pool.trigger.version },
        clients: pool.clients.map(({ id, path, name, secret, oauthFlows, scopes }) => ({
          id, path, ...name !== undefined && { name }, confidential: secret !== undefined, grants: oauthFlows, scopes,
        })),
        users: [...cognito.directory.users(pool).values()].map(({ name, attributes, groups, password }) => ({
          username: name, attributes, groups, hasPassword: password !== undefined,
        })),
        groups: pool.groups.map(({ name }) => name),
        customAttributes: pool.customAttributes,
      })),
      tables: await Promise.all(app.tables.map(table => this.table(table))),
      notices,
      triggerSources: Object.values(TriggerSource).flatMap(each => each instanceof TriggerSource ? [each.value] : []),
      generation: cognito.generation,
    };
  }

  private async table({ name, path, keySchema }: Table): Promise<ViewerTable> {
    const { tables, endpoint } = this.cognito;
    return {
      name,
      path,
      keys: keySchema.map(({ AttributeName }) => AttributeName),
      items: (await tables.items(name)).map(item => plainItem(item)),
      fault: endpoint.faults.get(name) ?? { kind: 'NONE' },
    };
  }

  private async issuance(id: string): Promise<ViewerIssuance> {
    const issuance = this.cognito.issuer.find(id);
    if (!issuance) {
      throw new RequestError(404, 'These tokens are no longer kept: the viewer keeps the last 200');
    }
    const { trigger } = issuance.request.pool;
    return viewerIssuance(issuance, this.jwks, trigger && this.cognito.loaded.app.documents.get(trigger.enricher.path));
  }

  private async issue({ pool: poolId, client: clientId, username, triggerSource, scopes, clientMetadata }: IssueBody): Promise<ViewerIssuance> {
    const pool = this.pool(poolId);
    const client = pool.clients.find(({ id }) => id === clientId);
    if (!client) {
      throw new RequestError(404, `There is no client ${clientId}`);
    }
    const user = username === undefined ? undefined : this.cognito.directory.find(pool, username);
    if (username !== undefined && !user) {
      throw new RequestError(404, `There is no user ${username} in ${pool.path}: ${this.cognito.usersFile} has ${[...this.cognito.directory.users(pool).keys()].join(', ') || 'none'}`);
    }
    const refusal = refusalOf(client, user !== undefined, scopes ?? []);
    if (refusal !== undefined) {
      throw new RequestError(400, refusal);
    }
    const source = triggerSource ?? usualSource(client, user !== undefined);
    const issuance = await this.cognito.issuer.issue({
      pool,
      client,
      ...user && { user },
      triggerSource: source,
      scopes: scopes ?? usualScopes(client, source),
      ...clientMetadata && { clientMetadata },
    });
    if (user && !issuance.error) {
      // so that userInfo and GetUser accept the access token
      await this.cognito.serverOf(pool.id)!.openSession(sessionOf(issuance, user.attributes.sub));
    }
    return this.issuance(issuance.id);
  }

  private editUser(poolId: string, username: string, { attributes, groups }: UserBody): Promise<ViewerState> {
    const pool = this.pool(poolId);
    const user = this.cognito.directory.find(pool, username);
    if (!user) {
      throw new RequestError(404, `There is no user ${username}`);
    }
    this.cognito.directory.edit(pool, user, { attributes: { ...attributes, sub: attributes.sub ?? user.attributes.sub }, groups });
    return this.state();
  }

  private async replaceItems(name: string, { items }: ItemsBody): Promise<ViewerState> {
    const table = this.tableNamed(name);
    const converted = items.map((item, index) => toItem(item, ['items', index]));
    const before = await this.cognito.tables.items(name);
    try {
      await this.cognito.tables.replace(table, converted);
    } catch (error) {
      await this.cognito.tables.replace(table, before);
      throw new RequestError(400, `${name} rejected these items, and keeps the previous ones: ${(error as Error).message}`);
    }
    return this.state();
  }

  private setFault(name: string, fault: Fault): Promise<ViewerState> {
    this.cognito.endpoint.faults.set(this.tableNamed(name).name, fault);
    return this.state();
  }

  private pool(id: string): Pool {
    const pool = this.cognito.loaded.app.pools.find(each => each.id === id);
    if (!pool) {
      throw new RequestError(404, `There is no user pool ${id}`);
    }
    return pool;
  }

  private tableNamed(name: string): Table {
    const table = this.cognito.loaded.app.tables.find(each => each.name === name);
    if (!table) {
      throw new RequestError(404, `There is no table ${name}`);
    }
    return table;
  }
}
