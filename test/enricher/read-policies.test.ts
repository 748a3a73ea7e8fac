import type { AwsRequest } from '../../lambda-src/aws/client';
import { CallFailed, type CallAws, type CallError, type Effort } from '../../lambda-src/aws/retry';
import { Deadline } from '../../lambda-src/enricher/deadline';
import { RequestEvaluation } from '../../lambda-src/enricher/request-evaluation';
import { loadRuleset } from '../../lambda-src/enricher/ruleset';
import { SourceReader, type ReadReport } from '../../lambda-src/enricher/source-reader';
import { readEvent } from '../../src/core/cognito/token-request';
import type { Expression, ItemSource, RulesetDocument } from '../../src/core/document/document';
import { documentOf, eventOf, setClaim, SOURCES } from '../support/evaluate';

/** Milliseconds that a machine under load may add. */
const LATE = 400;

interface Answer {
  readonly item?: object;
  readonly fails?: CallError;
  readonly after?: number;
  /** Milliseconds after its time limit at which a read ends. */
  readonly late?: number;
}

interface Sent {
  readonly key: string;
  readonly attributes: readonly string[];
  readonly attempts: number;
  readonly time: number;
}

/** Sources of one table that differ in their policies, and the reads that an environment makes for them. */
class Environment {
  public readonly sent: Sent[] = [];
  public reports: ReadReport[] = [];
  public milliseconds = 0;
  private readonly reader: SourceReader;
  private readonly document: RulesetDocument;

  constructor(
    policies: { readonly [source: string]: Partial<ItemSource> },
    private readonly answers: (key: string, index: number) => Answer = () => ({}),
    shadow: readonly string[] = [],
  ) {
    const sources = Object.entries(policies).map(([name, policy]) => [name, { ...SOURCES.s, attributes: ['a'], ...policy } as ItemSource] as const);
    const rules = sources.map(([name, { attributes }]) => setClaim(name, attribute(name, attributes[0]), { mode: shadow.includes(name) ? 'SHADOW' : 'ENFORCE' }));
    this.document = documentOf(rules, { sources: Object.fromEntries(sources) });
    this.reader = new SourceReader(this.document.sources, ((request, effort, read) => this.answer(request, effort, response => read(response, ''))) as CallAws);
  }

  /** The claims of a token: one for each source. */
  public async claims(time = 3000): Promise<unknown> {
    const evaluation = new RequestEvaluation(loadRuleset(this.document), readEvent(eventOf('V2_0'), 0)!, { slot: () => '', isClient: () => false });
    this.reports = [];
    const started = performance.now();
    await this.reader.readAll(evaluation, Deadline.after(time), this.reports);
    this.milliseconds = performance.now() - started;
    const { denial, changes } = evaluation.conclude().decision;
    return denial?.reason ?? { ...changes.tokens.ACCESS.set };
  }

  private async answer({ body }: AwsRequest, { deadline, maxAttempts }: Effort, read: (response: unknown) => object | undefined) {
    const { Key: { id }, ExpressionAttributeNames: names } = JSON.parse(body);
    this.sent.push({ key: id.S, attributes: (Object.values(names) as string[]).sort(), attempts: maxAttempts, time: Math.ceil(deadline.remaining) });
    const { item = { a: { S: `a of ${id.S}` }, b: { S: 'b' } }, fails, after = 0, late = 0 } = this.answers(id.S, this.sent.length - 1);
    const isLate = after > deadline.remaining;
    await new Promise(resolve => setTimeout(resolve, Math.min(after, deadline.remaining + late)));
    if (fails || isLate) {
      throw new CallFailed(fails ?? 'TIMEOUT', maxAttempts);
    }
    return { value: read({ Item: { id, ...item } })!, bytes: 10, attempts: 1 };
  }
}

const literal = (value: string): Expression => ({ op: 'literal', args: [value] });
const attribute = (source: string, name = 'a'): Expression => ({ op: 'attribute', args: [source, [name]] });
const keyOf = (value: Expression) => ({ id: value });
const keys = ({ sent }: Environment) => sent.map(({ key }) => key);
const after = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

describe('the report of a read', () => {
  test.each<[string, Partial<ItemSource>, Answer, unknown, object]>([
    ['an item', {}, {}, { s: 'a of key' }, { outcome: 'FOUND', attempts: 1 }],
    ['a failure', {}, { fails: 'THROTTLED' }, {}, { outcome: 'THROTTLED', attempts: 2 }],
    ['a failure that denies', { onError: 'DENY' }, { fails: 'ACCESS_DENIED' }, 'READ', { outcome: 'ACCESS_DENIED', attempts: 2 }],
    ['a failure without a former response', { onError: 'USE_STALE', maxStale: 60 }, { fails: 'SERVER' }, 'READ', { outcome: 'SERVER', attempts: 2 }],
  ])('%s', async (_, policy, answer, claims, report) => {
    const environment = new Environment({ s: policy }, () => answer);
    expect(await environment.claims()).toEqual(claims);
    expect(environment.reports).toEqual([{ source: 's', milliseconds: expect.any(Number), ...report }]);
  });

  test('has the milliseconds of the read', async () => {
    const environment = new Environment({ s: {} }, () => ({ after: 100 }));
    await environment.claims();
    expect(environment.reports[0].milliseconds).toBeGreaterThan(90);
    expect(environment.reports[0].milliseconds).toBeLessThan(100 + LATE);
  });

  test('an error of this code is not an answer', async () => {
    const environment = new Environment({ s: {} }, () => ({ item: undefined as never, get after(): number { throw new TypeError('no'); } }));
    expect(await environment.claims()).toEqual({});
    expect(environment.reports).toMatchObject([{ outcome: 'CONNECTION', attempts: 1 }]);
  });
});

describe('the time of a read', () => {
  test('is that of the source, with its attempts', async () => {
    const environment = new Environment({ s: { timeout: 700, maxAttempts: 4 } });
    await environment.claims();
    expect(environment.sent).toMatchObject([{ attempts: 4 }]);
    expect(environment.sent[0].time).toBeLessThanOrEqual(700);
    expect(environment.sent[0].time).toBeGreaterThan(300);
  });

  test('is not longer than that of the invocation', async () => {
    const environment = new Environment({ s: { timeout: 2000 } });
    await environment.claims(500);
    expect(environment.sent[0].time).toBeLessThanOrEqual(500);
  });

  test('is one second at most for shadow rules', async () => {
    const environment = new Environment({ s: { timeout: 2000 } }, () => ({}), ['s']);
    await environment.claims();
    expect(environment.sent[0].time).toBeLessThanOrEqual(1000);
    expect(environment.sent[0].time).toBeGreaterThan(600);
  });
});

describe('two sources with the same read', () => {
  test('share it, with the attributes of both and the longer policy', async () => {
    const environment = new Environment({ one: { timeout: 500, maxAttempts: 3 }, two: { timeout: 900, maxAttempts: 1, attributes: ['b'] } });
    expect(await environment.claims()).toEqual({ one: 'a of key', two: 'b' });
    expect(environment.sent).toMatchObject([{ attributes: ['a', 'b', 'id'], attempts: 3 }]);
    expect(environment.sent[0].time).toBeGreaterThan(500);
  });

  test.each([['hasty', 'patient'], ['patient', 'hasty']])('keep their own timeouts: %s, %s', async (...order) => {
    const policies: Record<string, Partial<ItemSource>> = { hasty: { timeout: 50 }, patient: { timeout: 1500 } };
    const environment = new Environment(Object.fromEntries(order.map(name => [name, policies[name]])), () => ({ after: 300 }));
    expect(await environment.claims()).toEqual({ patient: 'a of key' });
    expect(environment.sent).toHaveLength(1);
    expect(environment.reports).toMatchObject([{ source: 'hasty', outcome: 'TIMEOUT', attempts: 1 }, { source: 'patient', outcome: 'FOUND' }]);
    expect(environment.reports[0].milliseconds).toBeLessThan(290);
  });

  test('report the error of their read, even a little late, or that it is late for the other one', async () => {
    const throttled = (): Answer => ({ fails: 'THROTTLED', after: 1000, late: 150 });
    const alone = new Environment({ s: { timeout: 50 } }, throttled);
    await alone.claims();
    expect(alone.reports).toMatchObject([{ outcome: 'THROTTLED', attempts: 2 }]);
    const both = new Environment({ one: { timeout: 50 }, two: { timeout: 50 } }, throttled);
    await both.claims();
    expect(both.reports.map(({ outcome, attempts }) => [outcome, attempts])).toEqual([['TIMEOUT', 1], ['THROTTLED', 2]]);
  });

  test('share it between an enforced rule and a shadow rule, which does not delay the token', async () => {
    const environment = new Environment({ shadow: { timeout: 2000 }, enforced: { timeout: 2000 } }, () => ({ after: 1200 }), ['shadow']);
    expect(await environment.claims()).toEqual({ enforced: 'a of key' });
    expect(environment.sent).toHaveLength(1);
    expect(environment.reports).toMatchObject([{ source: 'shadow', outcome: 'TIMEOUT' }, { source: 'enforced', outcome: 'FOUND' }]);
  });

  test.each<[string, Partial<ItemSource>]>([
    ['key', { key: keyOf(literal('other')) }], ['table', { table: literal('other') }], ['consistency', { consistentRead: true }],
  ])('a source with another %s has its own read', async (_, other) => {
    const environment = new Environment({ one: {}, two: other });
    await environment.claims();
    expect(environment.sent).toHaveLength(2);
  });
});

describe('a later source with the same read', () => {
  /** The key of `last` is known after `first`, which reads the same item with its own policy. */
  const chain = (first: Partial<ItemSource>, last: Partial<ItemSource>) => ({ first: { ...first, key: keyOf(literal('x')) }, last: { ...last, key: keyOf(attribute('first')) } });
  const same = { item: { a: { S: 'x' }, b: { S: 'b' } } };

  test.each<[string, Partial<ItemSource>, Partial<ItemSource>, number]>([
    ['with less time', { timeout: 900 }, { timeout: 500 }, 1],
    ['with more time', { timeout: 500 }, { timeout: 900 }, 1],
    ['with other attributes', {}, { attributes: ['b'] }, 2],
    ['with fewer attributes', { attributes: ['a', 'b'] }, { attributes: ['b'] }, 1],
    ['with another consistency', {}, { consistentRead: true }, 2],
  ])('%s', async (_, first, last, count) => {
    const environment = new Environment(chain(first, last), () => same);
    await environment.claims();
    expect(environment.sent).toHaveLength(count);
    expect(environment.reports.map(({ outcome }) => outcome)).toEqual(['FOUND', 'FOUND']);
  });
});

describe('a later source whose read has failed for another source', () => {
  /** The first request for `x` fails. The key of `last` is known after `other`. */
  const environmentOf = (first: Partial<ItemSource>, last: Partial<ItemSource>) => {
    const sources = { first: { ...first, key: keyOf(literal('x')) }, other: { key: keyOf(literal('o')) }, last: { ...last, key: keyOf(attribute('other')) } };
    const answer = (key: string, index: number): Answer => key === 'o' ? { item: { a: { S: 'x' } }, after: 50 } : index < 2 ? { fails: 'THROTTLED' } : {};
    return new Environment(sources, answer);
  };

  test.each<[string, Partial<ItemSource>, Partial<ItemSource>, 'fails' | 'reads again']>([
    ['with the same policy', { timeout: 500, maxAttempts: 2 }, { timeout: 500, maxAttempts: 2 }, 'fails'],
    ['with less time and fewer attempts', { timeout: 900, maxAttempts: 3 }, { timeout: 500, maxAttempts: 2 }, 'fails'],
    ['with more time', { timeout: 500, maxAttempts: 2 }, { timeout: 900, maxAttempts: 2 }, 'reads again'],
    ['with more attempts', { timeout: 500, maxAttempts: 1 }, { timeout: 500, maxAttempts: 2 }, 'reads again'],
    ['with more attempts and less time', { timeout: 900, maxAttempts: 1 }, { timeout: 500, maxAttempts: 2 }, 'reads again'],
  ])('%s', async (_, first, last, outcome) => {
    const environment = environmentOf(first, last);
    const claims = await environment.claims();
    expect(claims).toEqual(outcome === 'fails' ? { other: 'x' } : { other: 'x', last: 'a of x' });
    const attempts = environment.sent.filter(({ key }) => key === 'x').map(each => each.attempts);
    expect(attempts).toEqual(outcome === 'fails' ? [first.maxAttempts] : [first.maxAttempts, last.maxAttempts]);
  });
});

describe('the responses of other invocations', () => {
  const together = async (environment: Environment, pause: number): Promise<unknown[]> =>
    Promise.all([environment.claims(), after(pause).then(() => environment.claims())]);

  test.each<[string, Partial<ItemSource>, number, number]>([
    ['just begun', {}, 20, 1],
    ['begun a while ago', {}, 150, 2],
    ['of consistent reads', { consistentRead: true }, 20, 2],
  ])('%s', async (_, policy, pause, count) => {
    const environment = new Environment({ s: policy }, () => ({ after: 350 }));
    expect(await together(environment, pause)).toEqual([{ s: 'a of key' }, { s: 'a of key' }]);
    expect(environment.sent).toHaveLength(count);
  });

  test('a failed one is over, too', async () => {
    const environment = new Environment({ s: {} }, (_, index) => index === 0 ? { fails: 'SERVER' } : {});
    expect([await environment.claims(), await environment.claims()]).toEqual([{}, { s: 'a of key' }]);
  });
});

describe('the cache', () => {
  const CACHED = { cacheTtl: 60 };
  const now = () => jest.spyOn(Date, 'now');
  afterEach(() => jest.restoreAllMocks());

  test('has the item until it expires', async () => {
    const environment = new Environment({ s: CACHED });
    const start = Date.now();
    const clock = now().mockReturnValue(start);
    await environment.claims();
    clock.mockReturnValue(start + 59_999);
    expect(await environment.claims()).toEqual({ s: 'a of key' });
    expect(environment.reports).toEqual([{ source: 's', outcome: 'FOUND', from: 'CACHE', attempts: 0, milliseconds: 0 }]);
    expect(environment.sent).toHaveLength(1);
    clock.mockReturnValue(start + 60_000);
    await environment.claims();
    expect(environment.sent).toHaveLength(2);
  });

  test('does not have an item of the future, because the clock was set back', async () => {
    const environment = new Environment({ s: CACHED });
    const start = Date.now();
    const clock = now().mockReturnValue(start);
    await environment.claims();
    expect(await environment.claims()).toEqual({ s: 'a of key' });
    expect(environment.sent).toHaveLength(1);
    clock.mockReturnValue(start - 1);
    await environment.claims();
    expect(environment.sent).toHaveLength(2);
  });

  test('has the answer of each source and of each key', async () => {
    const environment = new Environment({ one: CACHED, two: { ...CACHED, attributes: ['b'] }, three: { ...CACHED, key: keyOf(literal('x')) }, fresh: {} });
    const claims = { one: 'a of key', two: 'b', three: 'a of x', fresh: 'a of key' };
    expect([await environment.claims(), await environment.claims()]).toEqual([claims, claims]);
    expect(keys(environment)).toEqual(['key', 'x', 'key']);
  });

  test('has nothing that failed', async () => {
    const environment = new Environment({ s: CACHED }, (_, index) => index === 0 ? { fails: 'SERVER' } : {});
    expect([await environment.claims(), await environment.claims()]).toEqual([{}, { s: 'a of key' }]);
  });

  test('gets a response that came after the timeout of the source', async () => {
    const environment = new Environment({ hasty: { ...CACHED, timeout: 50 }, patient: { timeout: 1500 } }, () => ({ after: 200 }));
    expect(await environment.claims()).toEqual({ patient: 'a of key' });
    expect(await environment.claims()).toEqual({ hasty: 'a of key', patient: 'a of key' });
  });

  test('the key of another source can come from it', async () => {
    const environment = new Environment({ s: CACHED, next: { key: keyOf(attribute('s')) } });
    expect([await environment.claims(), await environment.claims()]).toEqual(Array(2).fill({ s: 'a of key', next: 'a of a of key' }));
    expect(keys(environment)).toEqual(['key', 'a of key', 'a of key']);
  });
});

describe('a former response', () => {
  const failingAfter = (count: number) => (_: string, index: number): Answer => index < count ? {} : { fails: 'THROTTLED' };
  afterEach(() => jest.restoreAllMocks());

  test('is used if a read fails, until it is too old, and only by the source that allows it', async () => {
    const environment = new Environment({ stale: { onError: 'USE_STALE', maxStale: 60 }, other: {} }, failingAfter(1));
    const start = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(start);
    await environment.claims();
    clock.mockReturnValue(start + 59_999);
    expect(await environment.claims()).toEqual({ stale: 'a of key' });
    const report = { outcome: 'THROTTLED', attempts: 2, milliseconds: expect.any(Number) };
    expect([...environment.reports].sort((a, b) => a.source < b.source ? -1 : 1)).toEqual([{ source: 'other', ...report }, { source: 'stale', from: 'STALE', ...report }]);
    clock.mockReturnValue(start + 60_000);
    expect(await environment.claims()).toBe('READ');
  });

  test('is not used by a source with another policy, even if it is cached', async () => {
    const environment = new Environment({ s: { cacheTtl: 1, maxStale: 60 } }, failingAfter(1));
    const start = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(start);
    await environment.claims();
    clock.mockReturnValue(start + 2000);
    expect(await environment.claims()).toEqual({});
  });
});

describe('shadow rules', () => {
  test('do not delay the reads of enforced rules', async () => {
    const slow = (key: string): Answer => ({ after: key === 'slow' ? 500 : 0 });
    const environment = new Environment({ shadow: { key: keyOf(literal('slow')) }, one: {}, two: { key: keyOf(attribute('one')) } }, slow, ['shadow']);
    expect(await environment.claims()).toEqual({ one: 'a of key', two: 'a of a of key' });
    expect(environment.reports.map(({ source }) => source)).toEqual(['one', 'two', 'shadow']);
  });

  test('make reads that depend on each other', async () => {
    const environment = new Environment({ one: {}, two: { key: keyOf(attribute('one')) } }, () => ({}), ['one', 'two']);
    await environment.claims();
    expect(keys(environment)).toEqual(['key', 'a of key']);
  });

  test('wait for the table one second at most', async () => {
    const environment = new Environment({ s: { timeout: 2000 } }, () => ({ after: 1800 }), ['s']);
    expect(await environment.claims()).toEqual({});
    expect(environment.milliseconds).toBeGreaterThan(950);
    expect(environment.milliseconds).toBeLessThan(1000 + LATE);
    expect(environment.reports).toMatchObject([{ outcome: 'TIMEOUT' }]);
  });
});
