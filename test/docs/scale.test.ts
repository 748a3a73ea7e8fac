import { randomUUID } from 'crypto';
import * as fs from 'fs';
import * as http from 'http';
import type { AddressInfo } from 'net';
import * as path from 'path';
import { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { blocksOf, run } from './samples';
import { durations, environments, LOG_LINE_BYTES, MEMORY, QUOTAS, RATES, REQUESTS_OF_ENVIRONMENT, TIMEOUTS } from '../../benchmark/concurrency/figures';
import { drawConcurrency } from '../../benchmark/concurrency/picture';
import { tables } from '../../benchmark/concurrency/tables';
import { ClaimRule } from '../../src';
import { deployedDocument, deployedEnricher } from '../local/cloud-assembly';
import { LambdaHost } from '../local/lambda-host';
import { only, TestApp } from '../support/app';
import { userEvent } from '../support/deploy';

const DOCS = path.join(__dirname, '..', '..', 'docs');
const PAGE = fs.readFileSync(path.join(DOCS, 'guides', 'cost-and-scale.md'), 'utf8');
/** The text of the page, however its lines are broken. */
const PROSE = PAGE.replace(/\s+/g, ' ');
const SAMPLE = blocksOf('docs/guides/cost-and-scale.md').find(({ info }) => info === 'ts')!.text;
const FUNCTION = 'Shop-TokenEnricherFunction';
const GIVEN = durations();
const WRITE = 'npx tsx --tsconfig test/tsconfig.json benchmark/concurrency/run.ts writes it';

test.each(Object.entries(tables(GIVEN)))('the table of %s follows from the figures of the page about performance', (name, table) => {
  expect([WRITE, PAGE.slice(PAGE.indexOf(`<!-- ${name} -->`), PAGE.indexOf(`<!-- end of ${name} -->`))]).toEqual([WRITE, `<!-- ${name} -->\n\n${table}\n\n`]);
});

test('the picture follows from the same figures', () => {
  expect([WRITE, fs.readFileSync(path.join(DOCS, 'images', 'scale.svg'), 'utf8')]).toEqual([WRITE, drawConcurrency(GIVEN)]);
});

test('the figures are those of 256 MB with one table', () => {
  const performance = fs.readFileSync(path.join(DOCS, 'performance.md'), 'utf8');
  expect([GIVEN.warm, GIVEN.p99, GIVEN.cold].every(each => each > 0)).toBe(true);
  expect(performance).toMatch(new RegExp(`^\\| 256 +\\| +${GIVEN.warm} \\(.*\\) \\|`, 'm'));
  expect(performance).toMatch(new RegExp(`^\\| 256 +\\| +\\d+ \\+ \\d+ = ${GIVEN.cold - 122} \\(`, 'm'));
  expect(() => durations('')).toThrow('no figure');
});

describe('the text', () => {
  const [federated, authenticated, raised] = RATES;
  const hung = (rate: number, timeout = GIVEN.timeout): string => environments(rate, timeout).toLocaleString('en-US');
  const requests = (rate: number): number => Math.ceil(rate / REQUESTS_OF_ENVIRONMENT);

  test.each([
    `**${federated} tokens a second**: federated sign-ins reach \`UserFederation\`. The function needs ${environments(federated, GIVEN.warm)} environment, and ${hung(federated)} while`,
    `**${authenticated} a second**: sign-ins and refreshes reach \`UserAuthentication\`. The function needs ${environments(authenticated, GIVEN.warm)} environment for its work and ${requests(authenticated)} for the limit`,
    `it takes ${hung(authenticated)} of the ${QUOTAS.environments.toLocaleString('en-US')} environments`,
    `Warm, the function needs ${requests(raised)} environments for the limit of requests. A table that does not answer needs ${hung(raised)}, more`,
    `With a \`timeout\` of ${TIMEOUTS.sample / 1000} seconds, it is ${hung(raised, TIMEOUTS.sample)}.`,
    `The table needs ${raised / 2} read capacity units`,
    `| \`UserAuthentication\` | ${QUOTAS.UserAuthentication} | yes`,
    `| \`UserFederation\` | ${QUOTAS.UserFederation} | yes`,
    `| \`ClientAuthentication\` | ${QUOTAS.ClientAuthentication} | no`,
    `its \`timeout\` of ${TIMEOUTS.default / 1000} seconds by default, with all attempts, and all reads of a token together after ${GIVEN.longest / 1000} seconds`,
  ])('says: %s', sentence => {
    expect(PROSE).toContain(sentence);
  });

  test('a slow table needs hundreds of times what a fast one needs', () => {
    expect(Math.floor(GIVEN.timeout / GIVEN.warm / 100)).toBeGreaterThan(1);
  });

  test('the sample has the settings for 120 tokens a second', () => {
    expect(SAMPLE).toContain(`timeout: Duration.millis(${TIMEOUTS.sample})`);
    expect(SAMPLE).toContain(`provisionedConcurrentExecutions: ${requests(authenticated)},`);
    expect(SAMPLE).toContain(`reservedConcurrentExecutions: ${environments(authenticated, TIMEOUTS.sample)},`);
  });
});

describe('the function', () => {
  let host: LambdaHost | undefined;
  const item = { userId: { S: 'sub-1' }, plan: { S: 'pro' }, role: { S: 'owner' }, suspended: { BOOL: false } };
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => response.end(JSON.stringify({ Item: item })));
  });
  beforeAll(() => new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve)));
  afterAll(async () => {
    await host?.stop();
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  test('has the memory, the reads and the timeout that the figures assume', () => {
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('plan', app.source().attribute('plan'))] });
    const { MemorySize: memory, Architectures: architectures } = only(app.template().Resources, 'AWS::Lambda::Function');
    expect([memory, architectures]).toEqual([MEMORY * 1024, ['arm64']]);
    expect(deployedDocument(app.app.synth().directory, 'Stack').sources.profile).toMatchObject({ consistentRead: false, timeout: TIMEOUTS.default });
  });

  test('writes a line of so many bytes', async () => {
    const synth = jest.spyOn(App.prototype, 'synth');
    run({ place: '', code: SAMPLE });
    const { asset, environment } = deployedEnricher((synth.mock.results[0].value as CloudAssembly).directory, 'Sample');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    host = new LambdaHost({ asset, environment: { ...environment, AWS_LAMBDA_FUNCTION_NAME: FUNCTION, AWS_ENDPOINT_URL_DYNAMODB: endpoint } });
    await host.invoke(userEvent());
    const line = JSON.parse(host.log.at(-1)!);
    expect(line).toMatchObject({ message: 'token issued', reads: [{ outcome: 'FOUND' }], rules: { APPLIED: ['claims[0]', 'scopes[0]'] } });
    // an ID as Lambda makes it, and times of one digit
    const usual = { ...line, requestId: randomUUID(), milliseconds: 4, reads: line.reads.map((read: object) => ({ ...read, milliseconds: 4 })) };
    expect(Buffer.byteLength(`${JSON.stringify(usual)}\n`)).toBe(LOG_LINE_BYTES);
    expect([FUNCTION.length, PROSE.includes(`a function name of ${FUNCTION.length} characters`)]).toEqual([26, true]);
    expect(PROSE).toContain(`each source about ${Math.round(JSON.stringify(usual.reads[0]).length / 10) * 10} bytes`);
  });
});
