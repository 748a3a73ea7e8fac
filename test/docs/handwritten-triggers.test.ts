import * as http from 'http';
import type { AddressInfo } from 'net';
import { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import * as ts from 'typescript';
import { blocksOf, run, type Block } from './samples';
import type { PreviewProps, TokenPreview } from '../../src';
import { isAttributeClaim } from '../../src/core/cognito/claims';
import { issueTokens } from '../../src/core/cognito/issue-tokens';
import { buildEvent } from '../../src/core/cognito/token-request';
import type { TriggerVersionName } from '../../src/core/cognito/trigger';
import { deployedEnricher } from '../local/cloud-assembly';
import { LambdaHost } from '../local/lambda-host';

/*
 * The handlers of the guide and the rules that replace them get the same requests. Where the guide says so, the handler fails, or gives other tokens.
 */
const BLOCKS = blocksOf('docs/guides/handwritten-triggers.md');
const [{ text: IMPORTS }, ...HANDLERS] = BLOCKS.filter(({ info }) => info === 'js');

type Handler = (event: any) => Promise<{ readonly response: any }>;

/** A document client that reads given items. */
class Client {
  /** The most reads that were open at once. */
  public most = 0;
  private open = 0;

  constructor(private readonly items: readonly any[]) {}

  public async send({ Key: key }: { readonly Key: object }): Promise<object> {
    this.most = Math.max(this.most, ++this.open);
    await new Promise(resolve => setImmediate(resolve));
    this.open--;
    return { Item: this.items.find(item => Object.entries(key).every(([name, value]) => item[name] === value)) };
  }
}

/** The handler in a block of the page, with a document client. */
function handlerOf(code: string, client: Client): Handler {
  const sdk: { [name: string]: object } = {
    '@aws-sdk/client-dynamodb': { DynamoDBClient: class {} },
    '@aws-sdk/lib-dynamodb': {
      DynamoDBDocumentClient: { from: () => client },
      GetCommand: class { constructor(input: object) { Object.assign(this, input); } },
    },
  };
  const { outputText } = ts.transpileModule(`${IMPORTS}\n${code}`, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const exported = {} as { readonly handler: Handler };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function('exports', 'require', outputText)(exported, (name: string) => sdk[name]);
  return exported.handler;
}

/** The first sample after a block. */
function rulesAfter(handler: Block): string {
  return BLOCKS.slice(BLOCKS.indexOf(handler)).find(({ info }) => info === 'ts')!.text;
}

const UNVERIFIED: PreviewProps = { identityProvider: 'Google', userAttributes: { email: 'eve@example.com', email_verified: 'false' } };

const PREVIEW = /enricher\.preview\((\{[^]*\})\);/;

/** The request that a sample previews. */
function requestOf(rules: string): PreviewProps {
  return new Function(`return (${PREVIEW.exec(rules)![1]});`)() as PreviewProps;
}

function withRequest(rules: string, request: PreviewProps): string {
  return rules.replace(PREVIEW, () => `enricher.preview(${JSON.stringify(request)});`);
}

/** The event of the request that a preview was made for. */
function eventOf(version: TriggerVersionName, { originalIdToken, originalAccessToken }: TokenPreview): any {
  const id = originalIdToken!;
  return buildEvent(version, {
    triggerSource: 'TokenGeneration_HostedAuth',
    region: 'us-east-1',
    userPoolId: 'us-east-1_Preview00',
    userName: id['cognito:username'],
    clientId: id.aud,
    userAttributes: {
      'sub': id.sub,
      'cognito:user_status': 'CONFIRMED',
      ...id.identities && { identities: JSON.stringify(id.identities) },
      ...Object.fromEntries(Object.entries(id).filter(([name]) => isAttributeClaim(name)).map(([name, value]) => [name, String(value)])),
    },
    groups: id['cognito:groups'] ?? [],
    iamRoles: id['cognito:roles'] ?? [],
    preferredRole: id['cognito:preferred_role'],
    scopes: originalAccessToken!.scope.split(' '),
  });
}

/** A handler of the page, beside its rules. */
class Replaced {
  public readonly rules: string;

  constructor(private readonly handler: Block, private readonly version: TriggerVersionName) {
    this.rules = rulesAfter(handler);
  }

  public preview(request: PreviewProps): TokenPreview {
    return run({ place: this.handler.place, code: withRequest(this.rules, request) })!;
  }

  /** The tokens of the handler and of the rules, for a request or for that of the page. */
  public async tokens(request = requestOf(this.rules)) {
    const preview = this.preview(request);
    const { idToken, accessToken, originalIdToken, originalAccessToken } = preview;
    const client = new Client(Object.values(request.tables ?? {}).flat());
    const answer = await handlerOf(this.handler.text, client)(eventOf(this.version, preview));
    // it is JSON on its way to Amazon Cognito
    const { response } = JSON.parse(JSON.stringify(answer));
    const byHand = issueTokens({ idToken: originalIdToken, accessToken: originalAccessToken! }, response);
    return { byHand, byRules: { idToken, accessToken }, client };
  }
}

// the event has the version whose container the handler answers with
const REPLACED = HANDLERS.map(handler => new Replaced(handler, handler.text.includes('claimsOverrideDetails') ? 'V1_0' : 'V2_0'));
const [SCOPES, GROUPS, ENTITLEMENTS, ATTRIBUTE, DERIVED] = REPLACED;

test.each(HANDLERS.map(({ place }, index) => [place, index] as const))('%s gives the tokens of its rules', async (_, index) => {
  expect(HANDLERS).toHaveLength(5);
  const { byHand, byRules } = await REPLACED[index].tokens();
  expect(byHand).toEqual(byRules);
});

const FEDERATED = 'us-east-1_Preview00_Google';

test.each<[string, Replaced, PreviewProps, string]>([
  ['a group that the map does not have', SCOPES, { groups: ['staff', FEDERATED], scopes: ['openid'] }, 'TypeError'],
  ['a user without an item in the table of groups', GROUPS, { username: 'jane', groups: ['users'] }, 'TypeError'],
  ['a user without the attribute', ATTRIBUTE, {}, 'TypeError'],
  ['a user of the pool itself', DERIVED, { userAttributes: { email: 'jane@example.com', email_verified: 'true' } }, 'SyntaxError'],
])('%s fails the handler, and not the rules', async (_, replaced, request, error) => {
  expect(replaced.preview(request)).toMatchObject({ denial: undefined, accessToken: { token_use: 'access' } });
  await expect(replaced.tokens(request)).rejects.toMatchObject({ name: error });
});

test('a user without groups fails neither', async () => {
  const { byHand, byRules } = await SCOPES.tokens({ scopes: ['openid'] });
  expect(byHand).toEqual(byRules);
});

test('groups by hand lose their roles; rules keep them, and the groups of a user without an item, and deny when the table fails', async () => {
  const iamRoles = ['arn:aws:iam::111122223333:role/editor'];
  const { byHand, byRules } = await GROUPS.tokens({ ...requestOf(GROUPS.rules), iamRoles });
  expect(byHand.idToken).toEqual({ ...byRules.idToken, 'cognito:roles': undefined });
  expect(byRules.idToken!['cognito:roles']).toEqual(iamRoles);
  expect(GROUPS.preview({ username: 'jane', groups: ['users'] }).idToken!['cognito:groups']).toEqual(['users']);
  expect(GROUPS.preview({ username: 'jane', failingSources: ['member'] }).denial).toBeDefined();
});

test('entitlements by hand are read one after the other, and null without an item', async () => {
  expect((await ENTITLEMENTS.tokens()).client.most).toBe(1);
  const { byHand, byRules } = await ENTITLEMENTS.tokens({});
  expect(byHand.accessToken).toEqual({ ...byRules.accessToken, tenant: null, entitlements: null });
  expect(byRules.accessToken).not.toHaveProperty('tenant');
});

test('an address that is not verified makes staff by hand, in the ID token alone', async () => {
  const { byHand, byRules } = await DERIVED.tokens(UNVERIFIED);
  expect([byHand.idToken!.staff, byRules.idToken!.staff]).toEqual(['true', 'false']);
  expect(byHand.accessToken).not.toHaveProperty('staff');
  const { idToken, accessToken } = run({ place: '', code: withRequest(DERIVED.rules.replaceAll(', { tokens: [TokenType.ID] }', ''), UNVERIFIED) })!;
  expect([idToken!.staff, accessToken!.staff]).toEqual(['false', 'false']);
});

describe('both side by side', () => {
  let host: LambdaHost | undefined;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk)).on('end', async () => {
      const handler = handlerOf(HANDLERS[4].text, new Client([]));
      response.end(JSON.stringify(await handler(JSON.parse(Buffer.concat(chunks).toString()))));
    });
  });
  beforeAll(() => new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve)));
  afterAll(async () => {
    await host?.stop();
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  test('the line of the log is that of the page', async () => {
    const synth = jest.spyOn(App.prototype, 'synth');
    run({ place: '', code: BLOCKS.find(({ info, text }) => info === 'ts' && text.includes('compareWith'))!.text });
    const { asset, environment } = deployedEnricher((synth.mock.results[0].value as CloudAssembly).directory, 'Sample');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    host = new LambdaHost({ asset, environment: { ...environment, AWS_LAMBDA_FUNCTION_NAME: 'Shop-TokenEnricher', AWS_ENDPOINT_URL_LAMBDA: endpoint } });
    const { response } = await host.invoke(eventOf('V1_0', DERIVED.preview(UNVERIFIED)));
    expect(response!.response).toMatchObject({ claimsOverrideDetails: { claimsToAddOrOverride: { staff: 'true' } } });
    const [shown, line] = [BLOCKS.find(({ info }) => info === 'json')!.text, host.log.at(-1)!].map(text => withoutTimes(JSON.parse(text)));
    expect(line).toEqual(shown);
    expect(line.compared).toEqual(['ID.staff']);
  });
});

/** A line of the log without the declaration of metrics, times and ids. */
function withoutTimes({ _aws, requestId, digest, milliseconds, ...line }: any): any {
  expect([requestId, digest, milliseconds].map(each => typeof each)).toEqual(['string', 'string', 'number']);
  return line;
}
