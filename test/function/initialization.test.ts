import * as fs from 'fs';
import * as path from 'path';
import { LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import { Deadline } from '../../lambda-src/aws/deadline';
import { beginRehearsal, conclude, loadRuleset } from '../../lambda-src/enricher/enricher';
import { TableReader } from '../../lambda-src/enricher/read-items';
import { ClaimRule, RuleMode, Subject, TokenType, Value } from '../../src';
import { deployedEnricher } from '../local/cloud-assembly';
import { FaultProxy } from '../local/fault-proxy';
import { LambdaHost } from '../local/lambda-host';
import { TestApp } from '../support/app';
import { deploy } from '../support/deploy';
import { documentOf, setClaim, SOURCES } from '../support/evaluate';

const READ = { op: 'attribute', args: ['s', ['a']] };

test.each(['V1_0', 'V2_0', 'V3_0'] as const)('a rehearsal goes through the rules and their reads as an event of %s does', async triggerVersion => {
  const sources = { s: { ...SOURCES.s, attributes: ['a'] } };
  const ruleset = loadRuleset(documentOf([setClaim('a', READ), { kind: 'deny', when: { op: 'isEqualTo', of: [READ, { op: 'literal', args: ['b'] }] }, message: 'No' }], { triggerVersion, sources }));
  const { enrichment, request } = beginRehearsal(ruleset)!;
  await new TableReader(ruleset.document.sources).rehearse(enrichment);
  const { decision } = conclude(enrichment, request);
  expect(decision.refusal).toBeUndefined();
  expect(decision.changes.tokens.ID.set.get('a')).toBe('rehearsal');
  expect([...ruleset.plans.keys()]).toEqual([`USER${triggerVersion[1]}`]);
});

describe('the connection', () => {
  let proxy: FaultProxy;
  let host: LambdaHost;
  beforeEach(async () => { proxy = await FaultProxy.start('http://127.0.0.1:9'); });
  afterEach(async () => {
    await host.stop();
    await proxy.stop();
  });

  test.each<[string, (app: TestApp) => ClaimRule, number]>([
    ['is opened before the first event', app => ClaimRule.set('a', app.source().attribute('a')), 1],
    ['is not opened for rules that read nothing', () => ClaimRule.set('a', Value.email()), 0],
  ])('%s', async (_, rule, opened) => {
    const app = new TestApp();
    app.enricher({ claims: [rule(app)] });
    host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint } });
    // an event that is refused before anything is read is answered when the function is initialized
    expect((await host.invoke({})).error?.name).toBe('TokenRefused');
    expect(proxy.opened).toBe(opened);
    expect(proxy.requests).toEqual([]);
  });
});

describe('what follows from the rules is in the document', () => {
  const answers = async (triggerVersion: LambdaVersion, event: object): Promise<unknown> => {
    const app = new TestApp();
    const client = { request: { userAttributes: { sub: 'sub-1' }, groupConfiguration: {}, scopes: [] }, ...event };
    app.enricher({
      triggerVersion,
      claims: [
        ClaimRule.set('a', Value.literal('x'), { tokens: [TokenType.ID], ...triggerVersion === 'V3_0' && { tokens: [TokenType.ACCESS], subjects: [Subject.USER, Subject.MACHINE] } }),
        ClaimRule.set('b', app.source().attribute('b'), { tokens: [TokenType.ID], mode: RuleMode.SHADOW }),
      ],
    });
    const { asset, environment } = deployedEnricher(app.app.synth().directory, 'Stack');
    fs.rmSync(path.join(asset, 'planning.js'));
    const host = new LambdaHost({ asset, environment: { ...environment, AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' } });
    const { error } = await host.invoke(client);
    await host.stop();
    return error?.name ?? 'answered';
  };

  test.each<[string, LambdaVersion, object, string]>([
    ['for users', LambdaVersion.V1_0, { version: '1' }, 'answered'],
    ['for users', LambdaVersion.V2_0, { version: '2' }, 'answered'],
    ['for users', LambdaVersion.V3_0, { version: '3' }, 'answered'],
    ['for machines', LambdaVersion.V3_0, { version: '3', triggerSource: 'TokenGeneration_ClientCredentials' }, 'answered'],
    ['and for an event of another version is found out then', LambdaVersion.V2_0, { version: '3' }, 'TokenRefused'],
  ])('%s (%o)', async (_, version, event, answer) => {
    expect(await answers(version, event)).toBe(answer);
  });
});

test('what Cognito has waited before counts', () => {
  const [whole, less] = [Deadline.of(5000), Deadline.of(5000, 600)];
  expect(whole.remaining - less.remaining).toBeCloseTo(600, -2);
  expect(Deadline.of(5000, 6000).remaining).toBe(0);
});
