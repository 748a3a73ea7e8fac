import * as fs from 'fs';
import * as path from 'path';
import { App, Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { OnError, TableSource, TokenEnricher, TriggerSource, Value, type PreviewProps } from 'cdk-cognito-token-enricher';
import type { Construct } from 'constructs';
import * as fc from 'fast-check';
import { rules } from './rules';

/** A request, and the result that the preview predicts. */
export interface Case {
  readonly stack: string;
  readonly client: string;
  readonly user?: string;
  readonly scopes: readonly string[];
  readonly triggerSource: string;
  readonly clientMetadata?: Readonly<Record<string, string>>;
  readonly expected: { readonly idToken?: object; readonly accessToken?: object; readonly denial?: string };
}

const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  jane: { 'sub': '00000000-0000-4000-8000-00000000000a', 'email': 'jane@example.com', 'email_verified': 'true', 'name': 'Jane', 'custom:tenant': 'acme' },
  john: { 'sub': '00000000-0000-4000-8000-00000000000b', 'email': 'john@other.example', 'locale': 'de', 'custom:tenant': 'a b/c' },
  mallory: { sub: '00000000-0000-4000-8000-00000000000c', email: 'MALLORY@EXAMPLE.COM', phone_number: '+15555550100' },
};
const USER_GROUPS: Readonly<Record<string, readonly string[]>> = { jane: ['admins', 'app-a'], john: ['staff'], mallory: [] };
/** Items by user. One user has none. */
const ACCOUNTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  jane: { plan: 'gold', level: 5, active: true, roles: ['editor', 'viewer', 'editor'], nested: { level: 'deep', n: 1 }, scopes: ['api/read'] },
  john: { plan: 'ACME plan', level: 1, active: false, roles: [], scopes: ['api/read', 'api/write'] },
};
const TEAMS: Readonly<Record<string, ReadonlyArray<Readonly<Record<string, unknown>>>>> = {
  jane: [{ name: 'blue' }, { name: 'red' }], mallory: [{ name: 'green' }],
};
const SCOPES = ['openid', 'email', 'profile', 'api/read', 'api/write'];

class GeneratedStack extends Stack {
  public readonly enricher: TokenEnricher;
  public readonly clients: Readonly<Record<string, cognito.UserPoolClient>>;

  constructor(scope: Construct, id: string, build: ReturnType<typeof rules.generate>['value'], props: StackProps = {}) {
    super(scope, id, props);
    const userPool = new cognito.UserPool(this, 'UserPool', {
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      signInAliases: { username: true, email: true },
      customAttributes: { tenant: new cognito.StringAttribute({ mutable: true }) },
    });
    ['admins', 'staff', 'app-a'].forEach(groupName => userPool.addGroup(`Group-${groupName}`, { groupName }));
    const api = userPool.addResourceServer('Api', {
      identifier: 'api', scopes: ['read', 'write'].map(scopeName => ({ scopeName, scopeDescription: scopeName })),
    });
    const custom = ['api/read', 'api/write'].map(each => cognito.OAuthScope.custom(each));
    const writeAttributes = new cognito.ClientAttributes().withStandardAttributes({ email: true });
    const web = userPool.addClient('Web', {
      writeAttributes,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        callbackUrls: ['http://localhost:3000'],
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL, cognito.OAuthScope.PROFILE, ...custom],
      },
    });
    const narrow = userPool.addClient('Narrow', {
      writeAttributes,
      readAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true, fullname: true }),
      oAuth: {
        flows: { authorizationCodeGrant: true },
        callbackUrls: ['http://localhost:3000'],
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL, ...custom],
      },
    });
    const machine = userPool.addClient('Machine', { generateSecret: true, writeAttributes, oAuth: { flows: { clientCredentials: true }, scopes: custom } });
    [web, narrow, machine].forEach(client => client.node.addDependency(api));
    const [accounts, teams] = ['Accounts', 'Teams'].map(name => new dynamodb.Table(this, name, {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      ...name === 'Teams' && { sortKey: { name: 'team', type: dynamodb.AttributeType.NUMBER } },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    }));
    const named = {
      client: web,
      account: TableSource.item('account', { table: accounts, key: { id: Value.sub() }, onError: OnError.OMIT }),
      teams: TableSource.query('teams', { table: teams, key: { id: Value.sub() }, limit: 10 }),
    };
    this.clients = { Web: web, Narrow: narrow, Machine: machine };
    this.enricher = new TokenEnricher(this, 'TokenEnricher', { userPool, sources: [named.account], ...build(named) });
  }
}

const requests = fc.record({
  user: fc.constantFrom('jane', 'john', 'mallory', undefined),
  client: fc.constantFrom('Web', 'Narrow'),
  scopes: fc.subarray(SCOPES),
  triggerSource: fc.constantFrom('TokenGeneration_HostedAuth', 'TokenGeneration_Authentication', 'TokenGeneration_RefreshTokens', 'TokenGeneration_Unknown'),
  clientMetadata: fc.option(fc.constantFrom<Record<string, string>>({ campaign: 'spring' }, { other: 'x' })),
});
type Request = ReturnType<typeof requests.generate>['value'];

/** The result of the library's preview. */
function caseOf({ node: { id: stack }, enricher, clients }: GeneratedStack, request: Request): Case {
  const { user } = request;
  const isMachine = user === undefined;
  const client = isMachine ? 'Machine' : request.client;
  const scopes = request.scopes.filter(scope => isMachine ? scope.includes('/') : client !== 'Narrow' || scope !== 'profile');
  const triggerSource = isMachine ? 'TokenGeneration_ClientCredentials' : request.triggerSource;
  const clientMetadata = request.clientMetadata ?? undefined;
  const props: PreviewProps = {
    client: clients[client],
    scopes,
    triggerSource: TriggerSource.of(triggerSource),
    ...clientMetadata && { clientMetadata },
    ...user && {
      username: user,
      userAttributes: ATTRIBUTES[user],
      groups: [...USER_GROUPS[user]],
      items: { ...user in ACCOUNTS && { account: ACCOUNTS[user] }, ...itemsOfTeams(user, enricher) },
    },
  };
  const { idToken, accessToken, denial } = enricher.preview(props);
  const expected = { idToken, accessToken, denial: denial?.message };
  return { stack, client, ...user && { user }, scopes, triggerSource, ...clientMetadata && { clientMetadata }, expected };
}

/** A preview fails if it names a source that no rule uses. */
function itemsOfTeams(user: string, enricher: TokenEnricher): Readonly<Record<string, unknown>> {
  if (!(user in TEAMS)) {
    return {};
  }
  try {
    enricher.preview({ items: { teams: [] } });
    return { teams: TEAMS[user] };
  } catch {
    return {};
  }
}

/** True if synthesis accepts the rules. */
function isTaken(build: ReturnType<typeof rules.generate>['value']): boolean {
  const app = new App();
  try {
    new GeneratedStack(app, 'Trial', build);
    app.synth();
    return true;
  } catch {
    return false;
  } finally {
    fs.rmSync(app.outdir, { recursive: true, force: true });
  }
}

function main(folder: string, seed: number, sets: number, perSet: number): void {
  const app = new App({ outdir: path.join(folder, 'cdk.out') });
  const stacks: GeneratedStack[] = [];
  for (let next = seed * 100_000; stacks.length < sets; next++) {
    const [build] = fc.sample(rules, { seed: next, numRuns: 1 });
    if (isTaken(build)) {
      stacks.push(new GeneratedStack(app, `Set${stacks.length}`, build));
    }
  }
  app.synth();
  const cases = stacks.flatMap((stack, index) =>
    fc.sample(requests, { seed: seed * 1000 + index, numRuns: perSet }).map(request => caseOf(stack, request)));
  const items = stacks.flatMap(({ node: { id } }) => [
    [`${id}/Accounts`, Object.entries(ACCOUNTS).map(([user, item]) => ({ id: ATTRIBUTES[user].sub, ...item }))],
    [`${id}/Teams`, Object.entries(TEAMS).flatMap(([user, teams]) => teams.map((item, team) => ({ id: ATTRIBUTES[user].sub, team, ...item })))],
  ]);
  const users = Object.entries(ATTRIBUTES).map(([user, attributes]) => [user, { attributes, groups: USER_GROUPS[user] }]);
  fs.writeFileSync(path.join(folder, 'users.json'), JSON.stringify({ users: Object.fromEntries(users), items: Object.fromEntries(items) }));
  fs.writeFileSync(path.join(folder, 'cases.json'), JSON.stringify(cases));
}

const [, , folder, ...numbers] = process.argv;
main(folder, ...numbers.map(Number) as [number, number, number]);
