import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ClaimRule, Condition, FunctionSource, ItemAttributeType, OnError, Subject, Value, type FunctionSourceProps, type TokenEnricherProps } from '../../src';
import { FaultProxy, OF_LAMBDA, type Fault } from '../local/fault-proxy';
import type { LambdaHost } from '../local/lambda-host';
import { LocalLambda } from '../local/local-lambda';
import { TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:rbac:live';
/** A function that does what the input says. */
const RBAC = `async ({ sub, mode, take = 0, ...rest }) => {
  await new Promise(resolve => setTimeout(resolve, take));
  switch (mode) {
    case 'throw': throw new Error('no connection to the database of ' + sub);
    case 'exit': process.kill(process.pid, 'SIGKILL');
    case 'nobody': return null;
    case 'nothing': return;
    case 'list': return [{ plan: 'gold' }];
    case 'string': return 'gold';
    case 'huge': return { plan: 'x'.repeat(4_200_000) };
    case 'larger than Lambda allows': return { plan: 'x'.repeat(6_300_000) };
    case 'deep': return { plan: JSON.parse('['.repeat(50) + ']'.repeat(50)) };
    case 'hostile': return JSON.parse('{"plan":"gold","__proto__":{"plan":"x"},"constructor":"x"}');
    default: return { plan: 'plan of ' + sub, roles: ['a', 'b'], unused: 'x'.repeat(1000), account: 1, echo: rest };
  }
}`;

let functions: LocalLambda;
let proxy: FaultProxy;
let host: LambdaHost | undefined;

beforeAll(async () => {
  functions = await LocalLambda.start();
  functions.create(ARN, RBAC);
  proxy = await FaultProxy.start(functions.endpoint, OF_LAMBDA);
});
afterAll(async () => {
  await proxy.stop();
  await functions.stop();
});
beforeEach(() => {
  proxy.reset();
  functions.invocations.length = 0;
});
afterEach(async () => {
  await host?.stop();
  host = undefined;
});

type Rbac = (props?: Partial<FunctionSourceProps>, name?: string) => FunctionSource;

function start(props: (rbac: Rbac) => Partial<TokenEnricherProps>, environment: Record<string, string> = {}): void {
  const app = new TestApp();
  const handler = lambda.Function.fromFunctionArn(app.stack, 'Rbac', ARN);
  app.enricher(props((more = {}, name = 'rbac') => FunctionSource.of(name, { handler, input: INPUT, ...more })));
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_LAMBDA: proxy.endpoint, AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9', ...environment } });
}

const INPUT = { sub: Value.sub(), mode: Value.objectOf({ of: Value.userAttribute('nickname') }).property('of').orElse(Value.literal('answer')) };
const plan = (source: FunctionSource, name = 'plan') => ClaimRule.set(name, source.attribute('plan'));

async function claims(mode?: string, sub = 'sub-1'): Promise<any> {
  const { response, error } = await host!.invoke(userEvent({}, { userAttributes: { sub, ...mode !== undefined && { nickname: mode } } }));
  return error?.name ?? response!.response!.claimsAndScopeOverrideDetails!.accessTokenGeneration?.claimsToAddOrOverride ?? {};
}
const lines = () => host!.log.map(line => JSON.parse(line));

describe('the invocation', () => {
  test('has exactly the declared input, of any type', async () => {
    start(rbac => ({
      claims: [ClaimRule.set('echo', rbac({
        input: { sub: Value.sub(), groups: Value.groups(), level: Value.literal(7), on: Value.literal(true), of: Value.objectOf({ mail: Value.email(), none: Value.userAttribute('name') }) },
      }).attribute('echo'))],
    }));
    const { response } = await host!.invoke(userEvent());
    const input = { groups: ['staff'], level: 7, on: true, of: { mail: 'jane@example.com' } };
    expect(functions.invocations).toEqual([expect.objectContaining({ name: ARN, event: { sub: 'sub-1', ...input } })]);
    expect(functions.invocations[0].headers).toMatchObject({ 'content-type': 'application/json', 'authorization': expect.stringContaining('/us-east-1/lambda/aws4_request') });
    expect(response!.response!.claimsAndScopeOverrideDetails!.accessTokenGeneration!.claimsToAddOrOverride).toEqual({ echo: input });
    expect(lines()[0].reads).toEqual([{ source: 'rbac', outcome: 'FOUND', attempts: 1, milliseconds: expect.any(Number) }]);
  });

  test('is made once for the same input, and only if a rule needs it', async () => {
    const withoutGroup = { when: Condition.inGroup('nobody') };
    start(rbac => ({
      claims: [
        plan(rbac(), 'a'), plan(rbac({ onError: OnError.OMIT }, 'again'), 'b'),
        ClaimRule.set('roles', rbac({}, 'third').attribute('roles')),
        ClaimRule.set('c', rbac({ input: { other: Value.sub() } }, 'other').attribute('plan'), withoutGroup),
      ],
    }));
    expect(await claims()).toEqual({ a: 'plan of sub-1', b: 'plan of sub-1', roles: ['a', 'b'] });
    expect(functions.invocations).toHaveLength(1);
  });

  test('is not made if a part of the input is absent or has failed', async () => {
    start(rbac => ({
      claims: [
        ClaimRule.set('exists', Value.choose(rbac({ input: { sub: Value.sub(), name: Value.userAttribute('name') } }).exists(), Value.literal(true), Value.literal(false))),
        ClaimRule.set('failed', rbac({ input: { at: Value.email().toNumber() }, onError: OnError.OMIT }, 'failed').attribute('plan')),
      ],
    }));
    expect(await claims()).toEqual({ exists: false });
    expect(functions.invocations).toEqual([]);
  });

  test('can depend on the answer of another', async () => {
    start(rbac => ({ claims: [plan(rbac({ input: { sub: rbac().attribute('plan'), roles: rbac().attribute('roles') } }, 'next'))] }));
    expect(await claims()).toEqual({ plan: 'plan of plan of sub-1' });
    expect(functions.invocations.map(({ event }) => event)).toEqual([{ sub: 'sub-1', mode: 'answer' }, { sub: 'plan of sub-1', roles: ['a', 'b'] }]);
  });

  test('is made for machines, too', async () => {
    start(rbac => ({ claims: [ClaimRule.set('echo', rbac({ input: { client: Value.clientId() } }).attribute('echo'), { subjects: [Subject.MACHINE] })] }));
    const { response } = await host!.invoke(userEvent({ version: '3', triggerSource: 'TokenGeneration_ClientCredentials' }, { userAttributes: {} }));
    expect(response!.response!.claimsAndScopeOverrideDetails!.accessTokenGeneration!.claimsToAddOrOverride).toEqual({ echo: { client: 'client1' } });
  });

  test('uses a connection that is opened while the environment starts', async () => {
    start(rbac => ({ claims: [plan(rbac())] }));
    const { opened, greetings } = proxy;
    expect(await claims()).toEqual({ plan: 'plan of sub-1' });
    expect([proxy.greetings - greetings, proxy.opened - opened]).toEqual([1, 1]);
  });
});

describe('the answer', () => {
  test.each(['nobody', 'nothing'])('can be none: %s', async mode => {
    start(rbac => ({ claims: [plan(rbac()), ClaimRule.set('is_known', Value.choose(rbac().exists(), Value.literal(true), Value.literal(false)))] }));
    expect(await claims(mode)).toEqual({ is_known: false });
    expect(lines()[0].reads).toMatchObject([{ outcome: 'NOTHING' }]);
  });

  test('cannot reach prototypes', async () => {
    start(rbac => ({ claims: [plan(rbac()), ClaimRule.set('polluted', rbac().attribute('constructor.name'))] }));
    expect(await claims('hostile')).toEqual({ plan: 'gold' });
  });

  test('has numbers that keep their digits if they are declared as strings, and have failed otherwise if they are not exact', async () => {
    proxy.body = '{"account":12345678901234567890,"level":1.50,"note":"-1e5 \\"12345678901234567890\\""}';
    start(rbac => ({
      claims: [
        ...(['account', 'level'] as const).map(name => ClaimRule.set(name, rbac({ onError: OnError.OMIT }).attribute(name))),
        ClaimRule.set('digits', rbac({ onError: OnError.OMIT }).attribute('account', { valueType: ItemAttributeType.STRING })),
      ],
    }));
    expect(await claims()).toEqual({ level: 1.5, digits: '12345678901234567890' });
  });
});

describe.each<[mode: string, reason: string]>([
  ['throw', 'FUNCTION'], ['exit', 'FUNCTION'], ['larger than Lambda allows', 'FUNCTION'],
  ['list', 'MALFORMED'], ['string', 'MALFORMED'], ['deep', 'MALFORMED'], ['huge', 'TOO_LARGE'],
])('a function that fails: %s', (mode, reason) => {

  test.each([OnError.DENY, OnError.OMIT])('with %s', async onError => {
    start(rbac => ({ claims: [plan(rbac({ onError })), ClaimRule.set('other', Value.literal('x'))] }));
    expect(await claims(mode)).toEqual(onError === OnError.OMIT ? { other: 'x' } : 'TokenDenied');
    expect(lines()[0].reads).toMatchObject([{ source: 'rbac', outcome: reason, attempts: 1 }]);
    expect(host!.log.join()).not.toContain('database');
  });
});

describe('an invocation that fails', () => {
  const REASONS: ReadonlyArray<[Fault, string, number]> = [
    ['throttled', 'THROTTLED', 3], ['server error', 'SERVER', 3], ['function failed', 'FUNCTION', 3], ['reset', 'CONNECTION', 3], ['hang', 'TIMEOUT', 3],
    ['access denied', 'ACCESS_DENIED', 1], ['malformed', 'MALFORMED', 1], ['oversized', 'TOO_LARGE', 1],
  ];
  test.each(REASONS)('with %s is reported as %s after %i of 3 attempts', async (fault, outcome, attempts) => {
    start(rbac => ({ claims: [plan(rbac({ onError: OnError.OMIT, maxAttempts: 3, timeout: Duration.seconds(1) }))] }));
    proxy.faults = [fault];
    expect(await claims()).toEqual({});
    // the first request finds that the connection of the start was closed
    const isFree = outcome === 'CONNECTION' ? 1 : 0;
    expect(lines()[0].reads).toMatchObject([{ outcome, attempts: attempts + isFree }]);
  });

  test('is not repeated unless the source says so', async () => {
    start(rbac => ({ claims: [plan(rbac())] }));
    proxy.faults = ['function failed', 'none'];
    expect([await claims(), await claims()]).toEqual(['TokenDenied', { plan: 'plan of sub-1' }]);
  });

  test('is repeated if the source says so', async () => {
    start(rbac => ({ claims: [plan(rbac({ maxAttempts: 2 }))] }));
    proxy.faults = ['function failed', 'none'];
    expect(await claims()).toEqual({ plan: 'plan of sub-1' });
  });

  test.each<[Duration | undefined, number]>([[undefined, 3000], [Duration.millis(300), 300]])('with a function that takes too long, within %s', async (timeout, most) => {
    start(rbac => ({ claims: [plan(rbac({ ...timeout && { timeout }, input: { ...INPUT, take: Value.literal(6000) } }))] }));
    expect(await claims()).toBe('TokenDenied');
    const [{ reads, milliseconds }] = lines();
    expect(reads).toMatchObject([{ outcome: 'TIMEOUT', attempts: 1 }]);
    expect(milliseconds).toBeGreaterThanOrEqual(most - 50);
    expect(milliseconds).toBeLessThan(most + 500);
  });

  test('uses the last answer to the same input, with USE_STALE', async () => {
    start(rbac => ({ claims: [plan(rbac({ onError: OnError.USE_STALE, maxStale: Duration.minutes(5) }))] }));
    expect([await claims(), await claims('nobody', 'sub-2')]).toEqual([{ plan: 'plan of sub-1' }, {}]);
    proxy.faults = ['throttled'];
    expect([await claims(), await claims('nobody', 'sub-2'), await claims(undefined, 'sub-3')]).toEqual([{ plan: 'plan of sub-1' }, {}, 'TokenDenied']);
    expect(lines().map(({ StaleReads }) => StaleReads)).toEqual([0, 0, 1, 1, 0]);
  });
});

test('answers are cached for the same input alone', async () => {
  start(rbac => ({ claims: [plan(rbac({ cacheTtl: Duration.minutes(1) }))] }));
  expect([await claims(), await claims(), await claims(undefined, 'sub-2')]).toEqual([{ plan: 'plan of sub-1' }, { plan: 'plan of sub-1' }, { plan: 'plan of sub-2' }]);
  expect(functions.invocations).toHaveLength(2);
});

test('a disabled source is not invoked', async () => {
  start(rbac => ({ claims: [plan(rbac()), ClaimRule.set('other', Value.literal('x'))] }), { TE_DISABLED_SOURCES: 'rbac' });
  expect(await claims()).toEqual({ other: 'x' });
  expect(functions.invocations).toEqual([]);
});
