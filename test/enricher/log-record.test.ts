import type { Compared } from '../../lambda-src/enricher/compare-with-previous';
import { Deadline } from '../../lambda-src/enricher/deadline';
import { disabledSources, type DisabledSources } from '../../lambda-src/enricher/disabled-sources';
import type { Invocation } from '../../lambda-src/enricher/enrich';
import { recordOf, type LogRecord } from '../../lambda-src/enricher/log';
import type { ReadReport } from '../../lambda-src/enricher/source-reader';
import type { Decision, RuleTrace } from '../../src/core/document/decision';
import { SOURCES } from '../support/evaluate';

const NO_METRICS = { Denied: 0, FailedReads: 0, FailedRules: 0, Dropped: 0, VersionMismatch: 0, CachedReads: 0, StaleReads: 0 };

function record(outcome: Compared, reads: ReadReport[] = [], disabled: Partial<DisabledSources> = {}): LogRecord {
  const invocation: Invocation = { event: {}, requestId: 'r', deadline: Deadline.after(1000), begun: performance.now() - 50, reads };
  return recordOf(outcome, invocation, { omitted: new Set(), ignored: [], ...disabled });
}

const decision = (trace: readonly object[], more: object = {}): Decision => ({ trace: trace as readonly RuleTrace[], ...more }) as Decision;
const read = (outcome: ReadReport['outcome'], from?: ReadReport['from']): ReadReport => ({ source: 's', outcome, ...from && { from }, attempts: 1, milliseconds: 2 });
const metricsOf = ({ Issued, Denied, FailedReads, FailedRules, Dropped, VersionMismatch, CachedReads, StaleReads }: LogRecord) =>
  ({ Issued, Denied, FailedReads, FailedRules, Dropped, VersionMismatch, CachedReads, StaleReads });

test('the digest of the rules that are deployed', () => {
  process.env.TE_RULES = 'd1';
  try {
    expect(record({})).toMatchObject({ digest: 'd1' });
  } finally {
    delete process.env.TE_RULES;
  }
});

test('an issued token, as a whole', () => {
  const line = record({ request: { triggerSource: 't', eventVersion: 2, subject: 'USER', userAttributes: { email: 'secret' } } as never, decision: decision([]) });
  const { _aws, milliseconds, ...others } = line;
  expect(others).toEqual({
    FunctionName: '', level: 'INFO', message: 'token issued', requestId: 'r', triggerSource: 't', eventVersion: 2, subject: 'USER', rules: {}, reads: [], Issued: 1, ...NO_METRICS,
  });
  expect(milliseconds).toBeGreaterThanOrEqual(50);
  expect(milliseconds).toBeLessThan(2000);
});

test.each<[NonNullable<Compared['denied']>, LogRecord['level']]>([
  ['DOCUMENT', 'ERROR'], ['INTERNAL', 'ERROR'], ['DEPLOYING', 'WARN'], ['NO_SUBJECT', 'WARN'], ['PREVIOUS', 'WARN'], ['READ', 'WARN'], ['DENIED', 'WARN'],
])('a token that is denied because of %s', (denied, level) => {
  const line = record({ denied, error: new RangeError('secret') });
  expect(line).toMatchObject({ level, message: 'token denied', reason: denied, Issued: 0, Denied: 1 });
  expect(line.error?.name).toBe(level === 'ERROR' ? 'RangeError' : undefined);
  expect(line.rules).toEqual({});
  expect(JSON.stringify(line)).not.toContain('secret');
});

test('the rule of a denial is named if it is the reason', () => {
  const denial = { reason: 'DENIED', rule: 'deny[0]' };
  expect(record({ denied: 'DENIED', decision: decision([], { denial }) }).rule).toBe('deny[0]');
  expect(record({ denied: 'PREVIOUS', decision: decision([], { denial }) }).rule).toBeUndefined();
});

test.each<[string, unknown, object]>([
  ['a string', 'secret', { name: 'string', stack: [] }],
  ['nothing', undefined, { name: 'undefined', stack: [] }],
  ['an error without a stack', Object.assign(new Error('secret'), { stack: undefined }), { name: 'Error', stack: [] }],
])('an error that is %s', (_, error, expected) => {
  expect(record({ denied: 'INTERNAL', error }).error).toEqual(expected);
});

test('an error has its first ten frames of this code', () => {
  const folder = require.resolve('../../lambda-src/enricher/log').replace(/[^/\\]*$/, '');
  const frames = Array.from({ length: 12 }, (_, index) => `    at f${index} (${folder}x.js:1:1)`);
  const stack = ['Error: secret', `of ${folder}`, '    at node:internal/x', ...frames].join('\n');
  expect(record({ denied: 'INTERNAL', error: Object.assign(new Error('secret'), { stack }) }).error?.stack).toEqual(frames.slice(0, 10).map(frame => frame.trim()));
});

test('rules by outcome, without those that did not apply', () => {
  const outcomes = ['APPLIED', 'OTHER_SUBJECT', 'DISABLED', 'CONDITION_FALSE', 'NOT_EVALUATED', 'ABSENT', 'FAILED', 'APPLIED'];
  const line = record({
    decision: decision([
      ...outcomes.map((outcome, index) => ({ rule: `${index}`, outcome, ...outcome === 'FAILED' && { reason: 'READ s' } })),
      { rule: 'x', outcome: 'FAILED', shadow: true },
      { rule: 'y', outcome: 'DISABLED', shadow: true },
    ]),
  });
  expect(line).toMatchObject({ rules: { APPLIED: ['0', '7'], ABSENT: ['5'], FAILED: ['6 (READ s)'] }, shadowRules: { FAILED: ['x'] }, FailedRules: 1 });
  expect(record({ decision: decision([]) })).not.toHaveProperty('shadowRules');
});

test.each<[string, LogRecord, Partial<ReturnType<typeof metricsOf>>]>([
  ['reads', record({}, [read('FOUND'), read('NOTHING'), read('TIMEOUT'), read('FOUND', 'CACHE'), read('SERVER', 'STALE')]), { FailedReads: 2, CachedReads: 1, StaleReads: 1 }],
  ['rules', record({ decision: decision(['FAILED', 'CONDITION_UNKNOWN', 'ABSENT', 'DROPPED', 'NOT_CARRIED', 'REPLACED'].map(outcome => ({ rule: 'r', outcome }))) }), { FailedRules: 2, Dropped: 2 }],
  ['another version', record({ decision: decision([], { versionMismatch: true }) }), { VersionMismatch: 1 }],
  ['the expected version', record({ decision: decision([], { versionMismatch: false }) }), {}],
])('metrics of %s', (_, line, metrics) => {
  expect(metricsOf(line)).toEqual({ Issued: 1, ...NO_METRICS, ...metrics });
});

test.each<[string, readonly string[] | undefined, object]>([
  ['equal', [], { compared: [], Compared: 1, Mismatched: 0 }],
  ['different', ['ID.a'], { compared: ['ID.a'], Compared: 1, Mismatched: 1 }],
])('a comparison with the previous function: %s', (_, differences, expected) => {
  expect(record({ differences })).toMatchObject(expected);
});

test('the metrics of a line are those that it declares', () => {
  const declared = ({ _aws: { CloudWatchMetrics: [declaration] } }: LogRecord) =>
    (declaration as { readonly Metrics: ReadonlyArray<{ readonly Name: string }> }).Metrics.map(({ Name }) => Name);
  const METRICS = ['Issued', ...Object.keys(NO_METRICS)];
  expect(declared(record({}))).toEqual(METRICS);
  expect(declared(record({ differences: [] }))).toEqual([...METRICS, 'Compared', 'Mismatched']);
  expect(record({})).not.toHaveProperty('Compared');
});

test('disabled sources are named', () => {
  expect(record({}, [], { omitted: new Set(['a']), ignored: ['b'] })).toMatchObject({ disabledSources: ['a'], ignoredSources: ['b'] });
  expect(Object.keys(record({})).filter(name => /Sources$/.test(name))).toEqual([]);
});

test.each<[string | undefined, readonly string[], readonly string[]]>([
  [undefined, [], []],
  ['', [], []],
  [' , ', [], []],
  ['s', ['s'], []],
  [' s ,decides,, other', ['s'], ['decides', 'other']],
  ['toString', [], ['toString']],
])('TE_DISABLED_SOURCES is %p', (given, omitted, ignored) => {
  const disabled = disabledSources({ sources: { s: SOURCES.s, decides: { ...SOURCES.s, decides: true } } }, given);
  expect([[...disabled.omitted], disabled.ignored]).toEqual([omitted, ignored]);
});
