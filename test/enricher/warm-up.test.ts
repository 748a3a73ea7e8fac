import crypto from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { loadEnvironment } from '../../lambda-src/enricher/environment';
import { warmUp } from '../../lambda-src/enricher/warm-up';
import { DIGEST_VARIABLE, DOCUMENT_FILE, type Expression, type Source } from '../../src/core/document/document';
import { FaultProxy } from '../local/fault-proxy';
import { documentOf, setClaim, SOURCES } from '../support/evaluate';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'warm-up-'));
const { env } = process;
let proxy: FaultProxy;
beforeAll(async () => { proxy = await FaultProxy.start('http://127.0.0.1:9'); });
afterAll(async () => {
  process.env = env;
  fs.rmSync(folder, { recursive: true });
  await proxy.stop();
});

const name: Expression = { op: 'element', args: [['name']] };
const itemsOf = (source: string): Expression => ({ op: 'first', of: [{ op: 'mapEach', of: [{ op: 'items', args: [source] }, name] }] });
const list = { ...SOURCES.s, kind: 'itemForEach', key: { id: { op: 'literal', args: [['a', 'b']] } }, listAttribute: 'id', limit: 5, onLimit: 'CUT' } as unknown as Source;
const sources = { ...SOURCES, list };

/** The work while an environment with a rule for this value is warmed up: if it signs a request, and the number of digests. */
async function computedFor(value: Expression): Promise<{ readonly signs: boolean; readonly digests: number }> {
  const document = documentOf([setClaim('a', value)], { sources: Object.fromEntries(Object.entries(sources).map(([each, source]) => [each, { ...source, attributes: ['name'] }])) });
  fs.writeFileSync(path.join(folder, DOCUMENT_FILE), JSON.stringify(document));
  process.env = {
    AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint, [DIGEST_VARIABLE]: document.digest,
  };
  const [hmac, digest] = (['createHmac', 'createHash'] as const).map(each => jest.spyOn(crypto, each));
  await warmUp(loadEnvironment(folder));
  const computed = { signs: hmac.mock.calls.length > 0, digests: digest.mock.calls.length };
  [hmac, digest].forEach(spy => spy.mockRestore());
  return computed;
}

test.each<[string, Expression]>([
  ['an item', { op: 'attribute', args: ['s', ['name']] }],
  ['a query', itemsOf('q')],
  ['a list of keys', itemsOf('list')],
])('%s is read and evaluated without a request', async (_, value) => {
  proxy.requests.length = 0;
  const greetings = proxy.greetings;
  expect(await computedFor(value)).toEqual({ signs: true, digests: 0 });
  // the simulated item has a value, of which there is a digest
  expect(await computedFor({ op: 'sha256', of: [value] })).toEqual({ signs: true, digests: 1 });
  expect(proxy.requests).toEqual([]);
  expect(proxy.greetings).toBe(greetings + 2);
});

test('rules without a table open no connection', async () => {
  const greetings = proxy.greetings;
  expect(await computedFor({ op: 'sha256', of: [{ op: 'literal', args: ['x'] }] })).toEqual({ signs: false, digests: 1 });
  expect(proxy.greetings).toBe(greetings);
});
