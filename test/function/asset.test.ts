import { execFile, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as zlib from 'zlib';
import { App, CfnParameter, Duration, Stack, Stage } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ClaimRule, Condition, FunctionSource, OnError, RuleMode, TableSource, TokenEnricher, Value, type Source } from '../../src';
import { markUsed, pruneFolders, writeAsset } from '../../src/bundle/asset';
import { ENRICHER_FILE } from '../../src/bundle/bundle';
import { deployedEnricher } from '../local/cloud-assembly';
import { TestApp } from '../support/app';

/** Adds the same rules, with deploy-time values, a table and a client, to any scope. */
function build(scope: Construct, before: (scope: Construct) => void = () => undefined, reverse = false): void {
  before(scope);
  const parameter = new CfnParameter(scope, 'Parameter');
  const table = new dynamodb.Table(scope, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  const userPool = new cognito.UserPool(scope, 'UserPool');
  const client = userPool.addClient('Client');
  const profile = TableSource.item('profile', { table, key: { id: Value.sub() } });
  const members = Object.entries({ a: Value.email(), b: profile.attribute('b'), c: Value.literal({ y: 1, x: [parameter.valueAsString] }) });
  new TokenEnricher(scope, 'TokenEnricher', {
    userPool,
    claims: [
      ClaimRule.set('object', Value.objectOf(Object.fromEntries(reverse ? members.reverse() : members))),
      ClaimRule.set('client', Value.literal('web'), { when: Condition.client(client) }),
      ClaimRule.set('mapped', Value.email().lookup(reverse ? { y: 2, x: 1 } : { x: 1, y: 2 })),
    ],
  });
}

function hashOf(stack: Stack): string {
  const assembly = Stage.of(stack)!.synth();
  return path.basename(deployedEnricher(assembly.directory, stack.artifactId).asset);
}

function inStack(id: string, ...more: [((scope: Construct) => void)?, boolean?]): string {
  const stack = new Stack(new App({ analyticsReporting: false }), id);
  build(stack, ...more);
  return hashOf(stack);
}

describe('the same rules are the same asset', () => {
  const usual = inStack('Stack');

  test('in a separate app', () => {
    expect(inStack('Stack')).toBe(usual);
  });

  test('in a stack with a different name', () => {
    expect(inStack('Another')).toBe(usual);
  });

  test('in a stage, with an environment', () => {
    const stage = new Stage(new App({ analyticsReporting: false }), 'Production', { env: { account: '111122223333', region: 'eu-west-1' } });
    const stack = new Stack(stage, 'Stack');
    build(stack);
    expect(hashOf(stack)).toBe(usual);
  });

  test('after other constructs, and their values, have been created', () => {
    expect(inStack('Stack', scope => {
      for (let index = 0; index < 5; index++) {
        const pool = new cognito.UserPool(scope, `Before${index}`);
        void `${pool.userPoolId}${pool.addClient('Client').userPoolClientId}`;
      }
    })).toBe(usual);
  });

  test('with the properties of maps in a different order', () => {
    expect(inStack('Stack', undefined, true)).toBe(usual);
  });

  test('with a different folder for temporary files, in another process', () => {
    const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'elsewhere-'));
    const out = fs.mkdtempSync(path.join(os.tmpdir(), 'elsewhere-out-'));
    const app = path.join(__dirname, '..', '..', 'examples', 'projects', 'app.ts');
    const synthesize = (CDK_OUTDIR: string, TMPDIR: string): string => {
      const { status, stderr } = spawnSync(process.execPath, [require.resolve('tsx/cli'), '--tsconfig', path.join(__dirname, '..', 'tsconfig.json'), app],
        { env: { ...process.env, CDK_OUTDIR, TMPDIR }, encoding: 'utf8' });
      expect({ status, stderr }).toMatchObject({ status: 0 });
      return path.basename(deployedEnricher(CDK_OUTDIR, 'Projects').asset);
    };
    expect(synthesize(path.join(out, 'one'), temporary)).toBe(synthesize(path.join(out, 'two'), os.tmpdir()));
  });

  test('and different rules are a different one', () => {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
    new TokenEnricher(stack, 'TokenEnricher', { userPool: new cognito.UserPool(stack, 'UserPool'), claims: [ClaimRule.set('a', Value.email())] });
    expect(hashOf(stack)).not.toBe(usual);
  });
});

describe('the folder of the asset', () => {
  const documentOf = (app: TestApp) => JSON.parse(fs.readFileSync(path.join(deployedEnricher(app.app.synth().directory, 'Stack').asset, 'ruleset.json'), 'utf8'));

  test('contains the code and the document, and nothing else', () => {
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('a', Value.email())] });
    const { asset } = deployedEnricher(app.app.synth().directory, 'Stack');
    expect(fs.readdirSync(asset).sort()).toEqual(['enricher.js', 'index.mjs', 'ruleset.json']);
    const zipped = fs.readdirSync(asset).reduce((bytes, name) => bytes + zlib.deflateRawSync(fs.readFileSync(path.join(asset, name))).length, 0);
    expect(zipped).toBeLessThan(60_000);
  });

  test('contains the code that previews use, whatever the rules', () => {
    const codeOf = (rules: (app: TestApp) => ClaimRule[]) => {
      const app = new TestApp();
      app.enricher({ claims: rules(app) });
      return fs.readFileSync(path.join(deployedEnricher(app.app.synth().directory, 'Stack').asset, 'enricher.js'), 'utf8');
    };
    const code = fs.readFileSync(ENRICHER_FILE, 'utf8');
    expect(codeOf(() => [ClaimRule.set('a', Value.email())])).toBe(code);
    expect(codeOf(app => [ClaimRule.set('a', app.source().attribute('a'), { when: Condition.client(app.client()) })])).toBe(code);
  });

  test('contains the pattern engine if rules use it', () => {
    const filesOf = (rule: ClaimRule) => {
      const app = new TestApp();
      app.enricher({ claims: [rule] });
      return fs.readdirSync(deployedEnricher(app.app.synth().directory, 'Stack').asset).sort();
    };
    expect(filesOf(ClaimRule.set('a', Value.email().extract('(.*)@')))).toEqual(['enricher.js', 'index.mjs', 'pattern-engine.js', 'ruleset.json']);
    expect(filesOf(ClaimRule.set('a', Value.email().before('@')))).not.toContain('pattern-engine.js');
    expect(filesOf(ClaimRule.set('a', Value.email().extract('(.*)@'), { mode: RuleMode.DISABLED }))).not.toContain('pattern-engine.js');
  });

  test('contains the cache if a source can reuse a result', () => {
    const filesOf = (policy: object) => {
      const app = new TestApp();
      app.enricher({ claims: [ClaimRule.set('a', app.source('s', policy).attribute('a'))] });
      return fs.readdirSync(deployedEnricher(app.app.synth().directory, 'Stack').asset).sort();
    };
    expect(filesOf({})).not.toContain('cache-engine.js');
    expect(filesOf({ cacheTtl: Duration.minutes(1) })).toContain('cache-engine.js');
    expect(filesOf({ onError: OnError.USE_STALE, maxStale: Duration.minutes(1) })).toContain('cache-engine.js');
  });

  test('contains the code that invokes functions if a rule reads one', () => {
    const filesOf = (sourceOf: (app: TestApp) => Source) => {
      const app = new TestApp();
      app.enricher({ claims: [ClaimRule.set('a', sourceOf(app).attribute('a'))] });
      return fs.readdirSync(deployedEnricher(app.app.synth().directory, 'Stack').asset).sort();
    };
    const rbac = (app: TestApp) => FunctionSource.of('rbac', { handler: lambda.Function.fromFunctionName(app.stack, 'Rbac', 'rbac'), input: { sub: Value.sub() } });
    expect(filesOf(rbac)).toEqual(['enricher.js', 'function-engine.js', 'index.mjs', 'ruleset.json']);
    expect(filesOf(app => app.source())).toEqual(['enricher.js', 'index.mjs', 'ruleset.json']);
  });

  test('is written again if its content was changed', () => {
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('a', Value.email())] });
    const document = documentOf(app);
    const folder = writeAsset(document);
    fs.writeFileSync(path.join(folder, 'index.mjs'), 'malicious');
    expect(writeAsset(document)).toBe(folder);
    expect(fs.readFileSync(path.join(folder, 'index.mjs'), 'utf8')).toContain('handler');
    fs.writeFileSync(path.join(folder, 'more.js'), 'malicious');
    writeAsset(document);
    expect(fs.readdirSync(folder).sort()).toEqual(['enricher.js', 'index.mjs', 'ruleset.json']);
  });

  test('is complete even if several processes write it concurrently', async () => {
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('a', Value.email())] });
    const TMPDIR = fs.mkdtempSync(path.join(os.tmpdir(), 'at-once-'));
    const program = `
      const { writeAsset } = require(${JSON.stringify(path.join(__dirname, '..', '..', 'src', 'bundle', 'asset.ts'))});
      console.log(writeAsset(JSON.parse(process.env.DOCUMENT)));
    `;
    const folders = await Promise.all(Array.from({ length: 6 }, () => new Promise<string>((resolve, reject) => {
      const env = { ...process.env, TMPDIR, DOCUMENT: JSON.stringify(documentOf(app)) };
      execFile(process.execPath, ['--require', require.resolve('tsx/cjs'), '--eval', program], { env },
        (error, stdout) => error ? reject(error) : resolve(stdout.trim()));
    })));
    expect(new Set(folders).size).toBe(1);
    expect(fs.readdirSync(path.dirname(folders[0]))).toEqual([path.basename(folders[0])]);
    expect(fs.readdirSync(folders[0]).sort()).toEqual(['enricher.js', 'index.mjs', 'ruleset.json']);
  });

  test('is removed after a day without use, by a later synthesis, and nothing else is', () => {
    const app = new TestApp();
    app.enricher();
    const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'prune-'));
    const old = (name: string, hours: number): string => {
      fs.mkdirSync(path.join(parent, name));
      fs.writeFileSync(path.join(parent, name, 'enricher.js'), '');
      const time = new Date(Date.now() - hours * 60 * 60 * 1000);
      fs.utimesSync(path.join(parent, name), time, time);
      return name;
    };
    const [unused, leftBehind] = [old('a'.repeat(32), 25), old(`${'b'.repeat(32)}.11111111-2222-4333-8444-555555555555`, 25)];
    const [recent, used, foreign] = [old('c'.repeat(32), 23), old('d'.repeat(32), 25), old('project', 1000)];
    markUsed(path.join(parent, used));
    pruneFolders(parent);
    expect([unused, leftBehind].filter(name => fs.existsSync(path.join(parent, name)))).toEqual([]);
    expect(fs.readdirSync(parent).sort()).toEqual([recent, used, foreign].sort());
    const again = old('e'.repeat(32), 25);
    pruneFolders(parent);
    expect(fs.existsSync(path.join(parent, again))).toBe(true);
    const own = path.dirname(writeAsset(documentOf(app)));
    const folder = writeAsset(documentOf(app));
    fs.utimesSync(folder, new Date(0), new Date(0));
    expect(writeAsset(documentOf(app))).toBe(folder);
    expect(Date.now() - fs.statSync(folder).mtimeMs).toBeLessThan(60_000);
    expect(path.dirname(folder)).toBe(own);
  });

  test('is writable only for the current user', () => {
    const app = new TestApp();
    app.enricher();
    const folder = path.dirname(writeAsset(documentOf(app)));
    expect(fs.statSync(folder).mode.toString(8).slice(-3)).toBe('700');
  });

  test('is replaced by another one if others could write to it', () => {
    const app = new TestApp();
    app.enricher();
    const document = documentOf(app);
    const usual = path.dirname(writeAsset(document));
    fs.chmodSync(usual, 0o777);
    try {
      expect(path.dirname(writeAsset(document))).not.toBe(usual);
    } finally {
      fs.chmodSync(usual, 0o700);
    }
  });
});

describe('the document', () => {
  test('has sorted properties and a digest, and no path, time or token', () => {
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('a', Value.literal({ z: app.table.tableName, a: 1 }))] });
    const text = fs.readFileSync(path.join(deployedEnricher(app.app.synth().directory, 'Stack').asset, 'ruleset.json'), 'utf8');
    expect(text).not.toMatch(/Token\[|\/tmp|20\d\d-\d\d/);
    expect(text.endsWith('}\n')).toBe(true);
    const document = JSON.parse(text);
    expect(Object.keys(document)).toEqual(Object.keys(document).sort());
    expect(document).toMatchObject({ version: 1, digest: expect.stringMatching(/^[0-9a-f]{32}$/), triggerVersion: 'V2_0' });
  });

  test('contains who controls the result of each rule', () => {
    const app = new TestApp();
    app.enricher({
      trustedAttributes: { 'custom:plan': 'written by billing alone' },
      claims: [
        ClaimRule.set('a', Value.userAttribute('custom:level'), { when: Condition.inGroup('x') }),
        ClaimRule.set('b', Value.userAttribute('custom:plan')),
        ClaimRule.set('c', app.source().attribute('plan')),
        ClaimRule.set('d', app.source('byMail', { key: { id: Value.email() } }).attribute('plan')),
        ClaimRule.set('e', app.source('edited', { userWritable: ['nick'] }).attribute('nick')),
        ClaimRule.set('f', Value.untrustedClientMetadata('tenant')),
        ClaimRule.set('g', Value.untrustedClientMetadata('tenant').assumeTrusted('checked before')),
        ClaimRule.set('h', Value.template('{{byMail.a}} {{client.id}}')),
        ClaimRule.set('i', Value.sub(), { when: Condition.hasScope('x') }),
        ClaimRule.set('j', Value.verifiedEmail()),
      ],
    });
    const provenance = Object.fromEntries(JSON.parse(fs.readFileSync(path.join(deployedEnricher(app.app.synth().directory, 'Stack').asset, 'ruleset.json'), 'utf8'))
      .rules.map((rule: any) => [rule.claim, rule.provenance]));
    expect(provenance).toEqual({
      a: { level: 'OPERATOR', attributes: ['custom:level'] },
      b: { level: 'OPERATOR' },
      c: { level: 'OPERATOR' },
      d: { level: 'OPERATOR', attributes: ['email'] },
      e: { level: 'USER' },
      f: { level: 'USER' },
      g: { level: 'OPERATOR' },
      h: { level: 'OPERATOR', attributes: ['email'], client: true },
      i: { level: 'CALLER' },
      j: { level: 'OPERATOR', attributes: ['email_verified'] },
    });
  });
});
