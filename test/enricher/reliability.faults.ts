import { Duration } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  ClaimRule, Condition, DenyRule, FunctionSource, GroupRule, IfAbsent, OnError, ScopeRule, TableSource, TokenType, Value, type TokenEnricherProps,
} from '../../src';
import { stableStringify, type Json } from '../../src/core/document/json';
import rows from '../cases/reliability.json';
import { FaultProxy, OF_LAMBDA, type Fault } from '../local/fault-proxy';
import type { Invocation, LambdaHost } from '../local/lambda-host';
import { LocalDynamoDb } from '../local/local-dynamodb';
import { LocalLambda } from '../local/local-lambda';
import { TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

type Kind = 'item' | 'itemForEach' | 'query' | 'function';
/** The operation of each environment. They run side by side, as they mostly wait for a read to time out; each has a separate proxy for the table or function. */
const ENVIRONMENTS: readonly Kind[] = [...[...Array(4)].flatMap((): Kind[] => ['item', 'query']), 'itemForEach', 'function'];
/** Every how many cases a kind meets: all kinds share most of the code. */
const STEPS: { readonly [kind in Kind]: number } = { item: 1, itemForEach: 5, query: 1, function: 5 };
/** Milliseconds of a read that times out: thousands of them take minutes. */
const TIMEOUT = 200;
const ITEM = { id: 'sub-1', plan: 'gold', yes: true, scope: 'orders/read', more: 'orders/delete', groups: ['editors'] };
const POLICIES = [OnError.DENY, OnError.OMIT, OnError.USE_STALE];
const FAULTS: ReadonlyArray<Fault | 'denied'> = [
  'denied', 'reset', 'cut', 'hang', 'stalled body', 'slow drip', 'server error', 'throttled', 'malformed', 'no JSON object', 'item of a wrong type', 'oversized',
  'access denied', 'expired credentials',
];
const NO = Value.literal(false);
const TRANSIENT: readonly Fault[] = ['reset', 'cut', 'hang', 'stalled body', 'slow drip', 'server error', 'throttled'];
const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:users';

/** The sources of one kind, each with the attributes of the user's item. */
function source(app: TestApp, kind: Kind, onError: OnError): { readonly attribute: (name: string) => Value } {
  const props = { timeout: Duration.millis(TIMEOUT), onError, ...onError === OnError.USE_STALE && { maxStale: Duration.hours(1) } };
  const name = onError.toLowerCase();
  if (kind === 'function') {
    const handler = lambda.Function.fromFunctionArn(app.stack, `Users ${name}`, ARN);
    return FunctionSource.of(name, { ...props, handler, maxAttempts: 2, input: { sub: Value.sub() } });
  }
  const table = dynamodb.Table.fromTableName(app.stack, `Users ${name}`, 'Users');
  if (kind === 'item') {
    return TableSource.item(name, { ...props, table, key: { id: Value.sub() } });
  }
  const several = kind === 'query' ? TableSource.query(name, { ...props, table, key: { id: Value.sub() }, keyAttributes: ['id'] })
    : TableSource.itemForEach(name, { ...props, table, keys: { id: Value.listOf(Value.sub(), Value.literal('another-key')) } });
  return { attribute: each => several.items().mapEach(Value.element(each)).first() };
}

/** One rule of each kind for each policy. The user's groups select the rule. */
function rules(app: TestApp, kind: Kind): Partial<TokenEnricherProps> {
  const all = POLICIES.map(onError => {
    const users = source(app, kind, onError);
    const attribute = (name: string): Value => users.attribute(name);
    const when = (group: string, ...more: Condition[]) => ({ when: Condition.all(Condition.inGroup(`${group} ${onError}`), ...more) });
    const says = attribute('yes').isTrue();
    return {
      claims: [
        ClaimRule.set(`claim_${onError}`, attribute('plan'), when('claim')),
        ClaimRule.suppress('email', { ...when('suppressClaim', says), tokens: [TokenType.ID] }),
        ClaimRule.keepOnly(['name'], when('keepClaims', says)),
        ClaimRule.set('level', Value.literal('high'), { ...when('suppressAuthorization'), usedForAuthorization: true, tokens: [TokenType.ID] }),
        ClaimRule.suppress('level', { ...when('suppressAuthorization', says), tokens: [TokenType.ID] }),
        ClaimRule.set(`authorization_${onError}`, attribute('plan'), { ...when('authorization'), usedForAuthorization: true }),
        ClaimRule.set(`required_${onError}`, attribute('plan'), { ...when('required'), ifAbsent: IfAbsent.DENY }),
      ],
      scopes: [
        ScopeRule.addAll(Value.listOf(attribute('more')), when('scope')),
        ScopeRule.suppress('orders/write', when('suppressScope', says)),
        ScopeRule.keepOnly(Value.listOf(attribute('scope')), when('keepScopes')),
      ],
      groups: [GroupRule.set({ groups: attribute('groups'), iamRoles: Value.listOf(), ...when('groups') })],
      deny: [
        DenyRule.when(Condition.all(Condition.inGroup(`deny ${onError}`), says), 'Closed'),
        DenyRule.when(Condition.all(Condition.inGroup(`denyWithDefault ${onError}`), attribute('yes').orElse(NO).isTrue()), 'Closed'),
        DenyRule.when(Condition.all(Condition.inGroup(`denyUnlessUnavailable ${onError}`), attribute('yes').orElse(NO, { whenUnavailable: true }).isTrue()), 'Closed'),
      ],
    };
  });
  const of = <K extends keyof typeof all[number]>(member: K): Array<(typeof all)[number][K][number]> => all.flatMap(each => each[member] as never[]);
  return { claims: of('claims'), scopes: of('scopes'), groups: of('groups'), deny: of('deny') };
}

const DENIED = { denied: true };
const NOTHING = {};

/** The effect of a rule if the table has the item. */
const WITH_ITEM: { readonly [kind: string]: (onError: string) => object } = {
  claim: onError => ({ access: { [`claim_${onError}`]: 'gold' }, id: { [`claim_${onError}`]: 'gold' } }),
  scope: () => ({ add: ['orders/delete'] }),
  suppressClaim: () => ({ suppressed: ['email'] }),
  keepClaims: () => ({ suppressed: ['email'] }),
  suppressScope: () => ({ suppress: ['orders/write'] }),
  keepScopes: () => ({ suppress: ['orders/write'] }),
  groups: () => ({ groups: ['editors'] }),
  deny: () => ({ denied: 'Closed' }),
  denyWithDefault: () => ({ denied: 'Closed' }),
  denyUnlessUnavailable: () => ({ denied: 'Closed' }),
  authorization: onError => ({ access: { [`authorization_${onError}`]: 'gold' }, id: { [`authorization_${onError}`]: 'gold' } }),
  suppressAuthorization: () => ({ suppressed: ['level'] }),
  required: onError => ({ access: { [`required_${onError}`]: 'gold' }, id: { [`required_${onError}`]: 'gold' } }),
};

/** The effect of a rule if there is no item. */
const WITHOUT_ITEM: { readonly [kind: string]: object } = {
  claim: NOTHING,
  scope: NOTHING,
  suppressClaim: NOTHING,
  keepClaims: NOTHING,
  suppressScope: NOTHING,
  keepScopes: { suppress: ['orders/read', 'orders/write'] },
  groups: NOTHING,
  deny: NOTHING,
  denyWithDefault: NOTHING,
  denyUnlessUnavailable: NOTHING,
  authorization: NOTHING,
  suppressAuthorization: { id: { level: 'high' } },
  required: DENIED,
};

const isEqual = (left: object, right: object): boolean => stableStringify(left as Json) === stableStringify(right as Json);

/** The effect of a rule whose value has failed, as in the table of the documentation. */
const IN_DOUBT: { readonly [omit: string]: object } = {
  'the claim is left out': NOTHING,
  'the scope is left out': NOTHING,
  'the claim is suppressed': { suppressed: ['email'] },
  'attributes that are not named are suppressed': { suppressed: ['email'] },
  'the scope is suppressed': { suppress: ['orders/write'] },
  'no scope of a resource server is kept': { suppress: ['orders/read', 'orders/write'] },
  'denied': DENIED,
  'the fallback decides': NOTHING,
};

/** The effect of a rule if the read has failed and there is no stale result. */
const inDoubt = ({ omit }: typeof rows[number], onError: OnError): object => onError === OnError.OMIT ? IN_DOUBT[omit] : DENIED;

/** The changes in a response, without unset parts. */
function changesOf({ response, error }: Invocation): object {
  if (error) {
    return { denied: error.message === 'Closed' ? 'Closed' : true };
  }
  const { idTokenGeneration: id, accessTokenGeneration: access, groupOverrideDetails } = response!.response!.claimsAndScopeOverrideDetails ?? {};
  const groups = groupOverrideDetails?.groupsToOverride;
  const changes = {
    id: id?.claimsToAddOrOverride,
    access: access?.claimsToAddOrOverride,
    suppressed: id?.claimsToSuppress,
    add: access?.scopesToAdd,
    suppress: access?.scopesToSuppress,
    // the groups that select the rule are those of the event
    groups: groups?.some(group => group.includes(' ')) ? undefined : groups,
  };
  return Object.fromEntries(Object.entries(changes).filter(([, change]) => change && Object.keys(change as object).length > 0));
}

/** One environment with its cache and its retry budget. */
class Environment {
  public invocations = 0;
  public faulted = 0;
  /** Number of failed reads without a fault, as the machine was busy. */
  public unanswered = 0;
  public late = 0;
  public slowest = 0;
  public readonly wrong: string[] = [];
  private readonly host: LambdaHost;

  constructor(private readonly proxy: FaultProxy, public readonly kind: Kind) {
    const app = new TestApp();
    app.enricher(rules(app, kind));
    this.host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint, AWS_ENDPOINT_URL_LAMBDA: proxy.endpoint } });
  }

  /** Tests one fault, or two consecutive ones, with one kind of rule and one policy. */
  public async meets(faults: ReadonlyArray<Fault | 'denied'>, kind: typeof rows[number], onError: OnError, isKnown: boolean): Promise<void> {
    const sub = isKnown ? 'sub-1' : `sub-${this.invocations}-unknown`;
    await this.recover(kind, onError);
    const [first, second = first] = faults;
    const isDenied = first === 'denied';
    await (isDenied ? this.proxy.deny(true) : undefined);
    this.proxy.faults = isDenied ? ['none'] : [first as Fault, second as Fault, 'none'];
    // a reused connection gets one more attempt, which gets the fault too
    if (first === 'reset' || first === 'cut') {
      this.proxy.faults = [first, first, second as Fault, 'none'];
    }
    const answer = await this.invoke(kind, onError, sub);
    this.faulted++;
    await (isDenied ? this.proxy.deny(false) : undefined);
    const isAnswered = !isDenied && [...TRANSIENT, 'function failed'].includes(first) && second === 'none';
    const found = isKnown ? WITH_ITEM[kind.kind](onError) : WITHOUT_ITEM[kind.kind];
    const doubt = onError === OnError.USE_STALE && isKnown ? found : inDoubt(kind, onError);
    // on a busy machine a retry can be too late: then it is also a fault
    const isLate = isAnswered && isEqual(answer, doubt);
    this.late += isLate && !isEqual(found, doubt) ? 1 : 0;
    if (!isLate && !isEqual(answer, isAnswered ? found : doubt)) {
      this.wrong.push(`${this.kind}, ${kind.kind} under ${onError} with ${faults.join(', then ')}, ${isKnown ? 'known' : 'unknown'}: ${JSON.stringify(answer)}`);
    }
  }

  public stop(): Promise<void> {
    return this.host.stop();
  }

  /** Successful reads restore the retry budget, and provide stale results. */
  private async recover(kind: typeof rows[number], onError: OnError): Promise<void> {
    this.proxy.faults = ['none'];
    for (let [count, tries] = [0, 0]; count < 5 && tries < 50; tries++) {
      const answer = await this.invoke(kind, onError, 'sub-1');
      const isRight = isEqual(answer, WITH_ITEM[kind.kind](onError));
      count += isRight ? 1 : 0;
      this.unanswered += isRight ? 0 : 1;
      if (!isRight && !isEqual(answer, inDoubt(kind, onError))) {
        this.wrong.push(`${this.kind}, ${kind.kind} under ${onError} with nothing wrong: ${JSON.stringify(answer)}`);
      }
    }
  }

  private async invoke({ kind }: typeof rows[number], onError: OnError, sub: string): Promise<object> {
    const started = performance.now();
    const invocation = await this.host.invoke(userEvent({}, {
      userAttributes: { sub, email: 'jane@example.com' },
      scopes: ['openid', 'orders/read', 'orders/write'],
      groupConfiguration: { groupsToOverride: [`${kind} ${onError}`] },
    }));
    this.invocations++;
    this.slowest = Math.max(this.slowest, performance.now() - started);
    return changesOf(invocation);
  }
}

test('whatever happens to the table or function, the response follows the policy and the direction of the rule, in time', async () => {
  const database = await LocalDynamoDb.start();
  const schema = { KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }] };
  await database.createTable('Users', schema, [ITEM]);
  const functions = await LocalLambda.start();
  functions.create(ARN, `async ({ sub }) => sub === 'sub-1' ? ${JSON.stringify(ITEM)} : null`);
  const proxies = await Promise.all(ENVIRONMENTS.map(kind =>
    kind === 'function' ? FaultProxy.start(functions.endpoint, OF_LAMBDA) : FaultProxy.start(database.endpoint)));
  const environments = proxies.map((proxy, index) => new Environment(proxy, ENVIRONMENTS[index]));

  const sequences = (more: readonly Fault[]): ReadonlyArray<ReadonlyArray<Fault | 'denied'>> => [
    ...[...FAULTS, ...more].map(fault => [fault]),
    ...[...TRANSIENT, ...more].flatMap(first => (['none', 'throttled', 'hang', 'malformed', 'access denied'] as const).map(second => [first, second])),
  ];
  const casesOf = (more: readonly Fault[] = []) => rows.flatMap(row => POLICIES.flatMap(policy =>
    sequences(more).flatMap(faults => [true, false].map(isKnown => ({ row, policy, faults, isKnown })))));
  const [ofTables, ofFunctions] = [casesOf(), casesOf(['function failed'])];
  const next = { item: 0, itemForEach: 0, query: 0, function: 0 };
  const take = (kind: Kind): typeof ofTables[number] | undefined => {
    const each = (kind === 'function' ? ofFunctions : ofTables)[next[kind]];
    next[kind] += STEPS[kind];
    return each;
  };
  await Promise.all(environments.map(async environment => {
    for (let each = take(environment.kind); each; each = take(environment.kind)) {
      await environment.meets(each.faults, each.row, each.policy, each.isKnown);
    }
  }));

  await Promise.all([...environments.map(environment => environment.stop()), ...proxies.map(proxy => proxy.stop())]);
  await database.stop();
  await functions.stop();
  expect(environments.flatMap(({ wrong }) => wrong).slice(0, 50)).toEqual([]);
  const invocations = environments.reduce((sum, each) => sum + each.invocations, 0);
  expect(environments.reduce((sum, { faulted }) => sum + faulted, 0)).toBeGreaterThan(5000);
  for (const kind of ['itemForEach', 'function']) {
    expect(environments.find(each => each.kind === kind)!.faulted).toBeGreaterThan(600);
  }
  expect(environments.reduce((sum, { late, unanswered }) => sum + late + unanswered, 0)).toBeLessThan(invocations / 20);
  expect(Math.max(...environments.map(({ slowest }) => slowest))).toBeLessThan(4500);
}, 1_200_000);
