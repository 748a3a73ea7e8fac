import type { InvokedFunction, LocalApp, Pool, Table } from '../../src/app/model';

/** An empty app. */
export function appWith(parts: Partial<LocalApp> = {}): LocalApp {
  return { folder: '/cdk.out', pools: [], enrichers: [], tables: [], functions: [], parameters: new Map(), standIns: [], notices: [], ...parts };
}

export function poolWith(parts: Partial<Pool> = {}): Pool {
  return {
    id: 'us-east-1_Ab3dEf9Gh',
    path: 'Shop/Pool',
    region: 'us-east-1',
    issuerType: 'ORIGINAL',
    clients: [],
    resourceScopes: [],
    groups: [],
    providers: [],
    signInAttributes: [],
    usernameIsAttribute: false,
    caseSensitive: true,
    customAttributes: [],
    ...parts,
  };
}

/** A table with these key attributes: `{ userId: 'S' }`, followed by the attributes of an index. */
export function tableWith(path: string, key: Readonly<Record<string, 'S' | 'N' | 'B'>>, parts: Partial<Table> = {}, indexed: typeof key = {}): Table {
  return {
    name: `local-${path.replaceAll('/', '-')}`,
    path,
    keySchema: Object.keys(key).map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
    attributeDefinitions: Object.entries({ ...key, ...indexed }).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    indexes: Object.keys(indexed).map(name => ({
      name: `by-${name}`, kind: 'GLOBAL', keySchema: [{ AttributeName: name, KeyType: 'HASH' }], projection: { ProjectionType: 'ALL' },
    })),
    ...parts,
  };
}

/** A function whose input has these properties, with the operators behind them. */
export function functionWith(path: string, input: Readonly<Record<string, string>> = { sub: 'sub' }, account = '111122223333'): InvokedFunction {
  const name = path.replaceAll('/', '-');
  return { arn: `arn:aws:lambda:us-east-1:${account}:function:${name}`, name, path, input: new Map(Object.entries(input)) };
}

/** A pool of another app, whose template is not available. */
export const OUTSIDE = poolWith({ id: 'eu-west-1_Outside01', path: 'eu-west-1_Outside01' });
