import { assemblyOf } from '../support/issuer';
import { logLineOf } from '../support/log-line';
import { run, type Ran } from '../support/run';

const EVENT = {
  version: '3',
  triggerSource: 'TokenGeneration_HostedAuth',
  userName: 'jane',
  callerContext: { clientId: 'c' },
  request: { userAttributes: { 'sub': 's', 'custom:tenant': 'acme' }, groupConfiguration: { groupsToOverride: [] }, scopes: ['openid'] },
};
const NAME = 'Shop-TokenEnricherFunction854A0FAA-aB3dE5gH9kLm';

let line: string;
beforeAll(() => {
  line = logLineOf(assemblyOf('shop'), EVENT, { TE_CLIENTS: '/clients', AWS_LAMBDA_FUNCTION_NAME: NAME });
});

const explain = (app: string, parameters: readonly string[], input?: string): Promise<Ran> => run(['explain', '--app', assemblyOf(app), ...parameters], { input });

async function explained(app: string, parameters: readonly string[], input?: string): Promise<any[]> {
  const { stdout, stderr } = await explain(app, [...parameters, '--json'], input);
  expect(stderr).toBe('');
  const { version, lines } = JSON.parse(stdout);
  expect(version).toBe(1);
  return lines;
}

test('a line that the function wrote', async () => {
  const [{ rules, reads, ...others }] = await explained('shop', [line]);
  expect(others).toEqual({
    enricher: 'Shop/TokenEnricher',
    mismatches: [],
    requestId: 'request-1',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    denied: true,
    denial: { reason: 'READ', meaning: 'A read with onError: DENY failed, and an enforced rule depends on it.', rule: 'claims[1]' },
    triggerSource: 'TokenGeneration_HostedAuth',
    eventVersion: 3,
    subject: 'USER',
    milliseconds: expect.any(Number),
    quietRules: ['deny[0]', 'claims[3]', 'claims[4]', 'claims[6]', 'scopes[0]'],
  });
  expect(rules).toEqual([
    {
      id: 'claims[0]',
      kind: 'setClaim',
      summary: 'set tenant = userAttribute("custom:tenant")',
      description: 'the tenant that an operator wrote',
      outcome: 'APPLIED',
      meaning: 'Would have taken effect, but the token was denied.',
      shadow: false,
    },
    {
      id: 'claims[1]',
      kind: 'setClaim',
      summary: 'set plan = account.plan',
      outcome: 'DENIED',
      meaning: 'Denied the token.',
      reason: 'READ account',
      reasonMeaning: 'account could not be read',
      shadow: false,
    },
    expect.objectContaining({ id: 'claims[2]', outcome: 'ABSENT' }),
    expect.objectContaining({ id: 'claims[5]', condition: 'client(UserPool/Web/Resource)', outcome: 'DENIED', reasonMeaning: 'the ids of the app clients could not be loaded' }),
  ]);
  expect(reads).toEqual([{
    source: 'account',
    table: { path: 'Shop/Accounts' },
    key: { id: 'sub()' },
    outcome: 'CONNECTION',
    meaning: 'the connection failed',
    attempts: expect.any(Number),
    milliseconds: expect.any(Number),
  }]);
});

test.each<[string, (text: string) => string]>([
  ['a time and a stream in front', text => `2026-01-01T00:00:00.000000+00:00 2026/01/01/[$LATEST]0123 ${text}\n`],
  ['other lines around', text => `START RequestId: 1 Version: $LATEST\n${text}\n2026-01-01T00:00:00Z\t1\tINFO\t{"some":"thing"}\nREPORT RequestId: 1\n`],
  ['the answer of filter-log-events', text => JSON.stringify({ events: [{ timestamp: 1, message: `${text}\n` }] }, null, 2)],
  ['rows of Logs Insights', text => JSON.stringify([[{ field: '@message', value: text }]])],
  ['CSV of the console', text => `timestamp,message\n1767225600000,"${text.replaceAll('"', '""')}"\n`],
  ['Windows ends of lines', text => `${text}\r\n`],
])('standard input with %s', async (_, wrap) => {
  expect((await explained('shop', [], wrap(line))).map(({ requestId }) => requestId)).toEqual(['request-1']);
});

test('several objects of jq, and a line between them', async () => {
  const printed = (requestId: string): string => JSON.stringify({ ...JSON.parse(line), requestId }, null, 2);
  const ids = (await explained('shop', [], `${printed('a')}\n${line}\n${printed('b')}\r\n`)).map(({ requestId }) => requestId);
  expect(ids).toEqual(['a', 'request-1', 'b']);
});

test('several lines, in their order', async () => {
  const other = line.replace('request-1', 'request-2');
  expect((await explained('shop', ['-'], `${other}\n${line}\n`)).map(({ requestId }) => requestId)).toEqual(['request-2', 'request-1']);
});

test('text for people', async () => {
  const { code, stdout } = await explain('shop', [line]);
  const stable = stdout.replace(/request-1, \S+/, 'request-1, <time>').replace(/\d+ attempts?, \d+ ms/g, '<attempts>').replace(/\d+ ms/g, '<time>');
  expect(stable).toBe(`Token denied, request request-1, <time>
  enricher  Shop/TokenEnricher
  event     user, TokenGeneration_HostedAuth, event version 3, <time>
  reason    READ: A read with onError: DENY failed, and an enforced rule depends on it. The rule is claims[1].
  Rules
    claims[0]  set tenant = userAttribute("custom:tenant")
               the tenant that an operator wrote
               APPLIED Would have taken effect, but the token was denied.
    claims[1]  set plan = account.plan
               DENIED Denied the token: account could not be read.
    claims[2]  set campaign = untrustedClientMetadata("campaign")
               ABSENT Its value is absent, so there is nothing to set.
    claims[5]  set app = "web"
               when client(UserPool/Web/Resource)
               DENIED Denied the token: the ids of the app clients could not be loaded.
  Not in the line, because the condition is false, or for another subject, disabled or not evaluated: deny[0], claims[3], claims[4], claims[6], scopes[0]
  Reads
    account  table Shop/Accounts, id = sub()
             CONNECTION the connection failed; <attempts>
`);
  expect(code).toBe(0);
});

describe('a function that is compared with the previous one', () => {
  const NAMES = { Shop: 'Shop-TokenEnricherFunction854A0FAA-xYz1', Dev: 'Shop-Dev-TokenEnricherFunction854A0FAA-xYz1' };
  const shop = 'Shop/TokenEnricher';
  let failed: any;
  beforeAll(() => {
    failed = JSON.parse(logLineOf(assemblyOf('conditional'), EVENT, { TE_PREVIOUS: 'arn:aws:lambda:us-east-1:111122223333:function:previous', AWS_LAMBDA_FUNCTION_NAME: NAMES.Shop }));
  });
  const textOf = async (change: object): Promise<string> => (await explain('conditional', [], JSON.stringify({ ...failed, ...change }))).stdout;

  test('a previous function that does not answer', async () => {
    const text = await textOf({});
    expect(text).toContain('The previous function, which decides, did not answer (CONNECTION: the connection failed). The rules would issue the token.');
    expect(text).toContain('APPLIED Would take effect, but the previous function decides.');
    expect(await textOf({ compared: [], rules: { DENIED: ['deny[0]'] } })).toContain('The rules deny the token, too.');
    expect((await explained('conditional', [], JSON.stringify(failed)))[0]).toMatchObject({ denied: true, compared: ['issued'], previous: 'CONNECTION' });
  });

  test.each([
    ['the same tokens', [], 'The previous function answered, and the rules agree with it.'],
    ['other claims', ['id.plan'], 'The previous function answered, and the rules differ from it in id.plan.'],
    ['a denial by rules', ['denied: DENIED'], 'The previous function answered. The rules would deny the token: DENIED.'],
  ])('%s', async (_, compared, sentence) => {
    const text = await textOf({ reason: undefined, previous: undefined, compared, rules: { DENIED: ['deny[0]'], APPLIED: ['claims[1]'] } });
    expect(text).toContain(sentence);
    expect(text).toContain('DENIED Would deny the token, but the previous function decides.');
  });

  test('an original claim that is left out is named', async () => {
    expect(await textOf({ compared: undefined, previous: undefined, reason: undefined, rules: { FAILED: ['claims[0] (CONVERSION)'], ABSENT: ['claims[1]'] } })).toContain([
      'FAILED Its value could not be determined, so it sets nothing: a value is present but cannot be converted. Unless another rule sets it, the ID token does not have the original claim either (see ifAbsent).',
      '    claims[1]  set plan = "gold"',
      '               ABSENT Its value is absent, so there is nothing to set.\n',
    ].join('\n'));
  });

  test.each([[NAMES.Shop, shop], [NAMES.Dev, 'Shop (dev)/TokenEnricher']])('the function %s is that of %s', async (FunctionName, enricher) => {
    expect((await explained('conditional', [], JSON.stringify({ ...failed, FunctionName })))[0]).toMatchObject({ enricher });
  });

  test('lines of other functions do not hide the others', async () => {
    const { code, stdout, stderr } = await explain('conditional', [], `${JSON.stringify({ ...failed, FunctionName: 'other' })}\n${JSON.stringify(failed)}`);
    expect([code, stdout.split('\n')[0], stderr]).toEqual([1, expect.stringMatching(/^Token denied, request request-1/), expect.stringMatching(/^The function other is not one of the app by its name: /)]);
  });
});

test.each([
  ['a list that is none', (record: any) => ({ ...record, compared: 'x' })],
  ['another list that is none', (record: any) => ({ ...record, disabledSources: 'x' })],
  ['an error without frames', (record: any) => ({ ...record, error: { name: 'E', stack: 5 } })],
  ['a trigger source that is none', (record: any) => ({ ...record, triggerSource: { a: 1 } })],
  ['deep nesting', () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
])('%s is no line', async (_, change) => {
  const changed = change(JSON.parse(line));
  const { code, stderr } = await explain('shop', [], typeof changed === 'string' ? changed : JSON.stringify(changed));
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^There is no log line of a TokenEnricher in the input/)]);
});

test('control characters of a line are not those of the terminal', async () => {
  const { stdout } = await explain('shop', [], JSON.stringify({ ...JSON.parse(line), requestId: 'a\u001b]0;b\u0007\u202e' }));
  expect(stdout.split('\n')[0]).toMatch(/^Token denied, request a\\u001b]0;b\\u0007\\u202e, /);
});

test.each<[string, (record: any) => object, string]>([
  ['another digest', record => ({ ...record, digest: 'd' }), 'the digest of its rules is d, and that of Shop/TokenEnricher is '],
  ['an unknown rule', record => ({ ...record, rules: { APPLIED: ['claims[9]'] } }), 'Shop/TokenEnricher has no rule claims[9]'],
  ['an unknown source', record => ({ ...record, reads: [{ source: 'x', outcome: 'FOUND' }] }), 'Shop/TokenEnricher has no source x'],
  ['another mode', record => ({ ...record, rules: {}, shadowRules: { APPLIED: ['claims[0]'] } }), 'claims[0] has another mode in Shop/TokenEnricher'],
])('a line with %s is of other rules, which are not described', async (_, change, expected) => {
  const { code, stdout } = await explain('shop', [JSON.stringify(change(JSON.parse(line))), '--json']);
  const [{ mismatches, rules, reads, quietRules }] = JSON.parse(stdout).lines;
  expect(mismatches).toEqual([expect.stringContaining(expected)]);
  expect(rules.filter(({ summary }: { summary?: string }) => summary !== undefined)).toEqual([]);
  expect(reads.filter(({ table }: { table?: object }) => table !== undefined)).toEqual([]);
  expect(quietRules).toEqual([]);
  expect(code).toBe(1);
});

test('codes of another version have no meaning', async () => {
  const [{ denial, rules }] = await explained('shop', [JSON.stringify({ ...JSON.parse(line), reason: 'toString', rules: { NEW: ['claims[0] (ODD x)'] } })]);
  expect(denial).toEqual({ reason: 'toString', rule: 'claims[1]' });
  expect(rules[0]).toMatchObject({ outcome: 'NEW', reason: 'ODD x', reasonMeaning: 'ODD x (x)' });
  expect(rules[0]).not.toHaveProperty('meaning');
});

test('a line with less, and with values of other types', async () => {
  const { code, stdout } = await explain('shop', ['{"_aws":{"Timestamp":"x"},"error":"x","rules":{"APPLIED":["claims[0]"]},"reads":[{"source":"account","outcome":"FOUND"}]}']);
  expect(stdout).toMatch(/^Token issued\n {2}enricher {2}Shop\/TokenEnricher\n {2}event {5}not in the line\n {2}Rules\n/);
  expect(stdout).toContain('             FOUND found\n');
  expect(stdout).not.toContain('undefined');
  expect(code).toBe(0);
});

describe('the enricher of a line', () => {
  const lineOf = (FunctionName: string): string => JSON.stringify({ FunctionName, rules: {}, reads: [] });

  test.each([
    ['in a stack', 'Two-FirstEnricherFunction-aB3dE5gH9kLm', 'Two/First/Enricher'],
    ['in a nested stack, cut off', 'Two-NestedNestedStackNest-SecondEnricherFunc-aB3dE5gH9kLm', 'Two/Nested/Second/Enricher'],
    ['in a nested stack', 'Two-NestedNestedStackNestedNestedStackResourceDEFDAA4D-1A2B3C-SecondEnricherFunction-aB3dE5gH9kLm', 'Two/Nested/Second/Enricher'],
    ['a local function', 'Two-Elsewhere', 'Two/Elsewhere'],
  ])('is found by the name of its function: %s', async (_, name, expected) => {
    expect((await explained('two-pools', [lineOf(name)])).map(({ enricher }) => enricher)).toEqual([expected]);
  });

  test('is named if the name of the function does not tell', async () => {
    const { code, stderr } = await explain('two-pools', [lineOf('other')]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'The function other is not one of the app by its name: name its enricher with --enricher, such as Two/First/Enricher.\n' });
    const named = await explain('two-pools', [lineOf('other'), '--enricher', 'Elsewhere', '--json']);
    expect(JSON.parse(named.stdout).lines[0].enricher).toBe('Two/Elsewhere');
    expect(named.stderr).toBe('The name of the function other is not one that the app gives: make sure that the line is of Two/Elsewhere.\n');
  });
});

test.each([['nothing', ''], ['other lines', 'START\n{"level":"INFO"}\n'], ['a line that is cut off', '{"rules":{"APPLIED":["cla']])('input with %s is a problem', async (_, input) => {
  const { code, stdout, stderr } = await explain('shop', [], input);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^There is no log line of a TokenEnricher in the input: /);
});
