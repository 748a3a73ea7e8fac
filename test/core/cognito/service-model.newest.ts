import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { treatmentOf } from '../../../src/core/cognito/claims';
import { clientWriter } from '../../../src/core/cognito/client-writer';
import { isCognitoScope, isResourceScope } from '../../../src/core/cognito/scopes';
import { isKnownTriggerSource } from '../../../src/core/cognito/trigger';
import decided from '../../cases/cognito-names.json';

/**
 * The names in the service model of Amazon Cognito that the newest botocore on PyPI has. A name that is not in `cognito-names.json` is one that
 * nobody has decided about: find out what it means for rules, and add it.
 */
function newestModel(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'service-model-'));
  try {
    execFileSync('python3', ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:', '--dest', folder, 'botocore']);
    const [wheel] = fs.readdirSync(folder);
    const script = [
      'import gzip, sys, zipfile',
      'wheel = zipfile.ZipFile(sys.argv[1])',
      "[name] = [name for name in wheel.namelist() if '/cognito-idp/' in name and 'service-2.json' in name]",
      'data = wheel.read(name)',
      "sys.stdout.buffer.write(gzip.decompress(data) if name.endswith('.gz') else data)",
    ].join('\n');
    return execFileSync('python3', ['-c', script, path.join(folder, wheel)], { encoding: 'utf8', maxBuffer: 100_000_000 });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const model = newestModel();
const { shapes } = JSON.parse(model) as { shapes: { [name: string]: { enum?: string[] } } };
const found = (pattern: RegExp): string[] => [...new Set([...model.matchAll(pattern)].map(([whole, name = whole]) => name))].sort();
const undecided = (names: readonly string[], known: object): readonly string[] => names.filter(name => !Object.hasOwn(known, name));

test('the model is one', () => {
  expect(shapes.UserPoolType).toBeDefined();
  expect(found(/\baws\.cognito[A-Za-z0-9._/-]*/g).length).toBeGreaterThan(0);
});

test('every scope of Cognito is decided, and is in the namespace of Cognito', () => {
  const names = found(/\baws\.cognito[A-Za-z0-9._/-]*/g).map(name => name.replace(/\.$/, ''));
  expect(undecided(names, decided.scopes)).toEqual([]);
  expect(names.filter(name => !isCognitoScope(name) || isResourceScope(name))).toEqual([]);
});

test('every flow is decided, and counts as a sign-in if it is one', () => {
  const names = [...new Set([...found(/\bALLOW_[A-Z_]+\b/g), ...shapes.ExplicitAuthFlowsType.enum!])];
  expect(undecided(names, decided.flows)).toEqual([]);
  const signsIn = (flow: string): boolean => clientWriter('client', { ExplicitAuthFlows: [flow] }).signsIn;
  expect(Object.entries(decided.flows).filter(([flow, decision]) => signsIn(flow) !== (decision === 'signs in'))).toEqual([]);
});

test('every claim is decided, and treated so', () => {
  const names = [...found(/<code>([a-z_]+)<\/code> claim/g), ...found(/\bcognito:[a-z_]+/g), ...found(/<code>(acr|amr|act|may_act|cnf|sid|authorization_details)<\/code>/g)];
  expect(undecided(names, decided.claims)).toEqual([]);
  const treated = (claim: string): string => {
    const { set, suppress } = treatmentOf(claim);
    return set ? 'free' : suppress ? 'suppressible' : 'reserved';
  };
  expect(Object.entries(decided.claims).filter(([claim, decision]) => treated(claim) !== decision)).toEqual([]);
});

test('every trigger source is decided, and known', () => {
  const names = found(/\bTokenGeneration_[A-Za-z]+/g);
  expect(undecided(names, decided.triggerSources)).toEqual([]);
  expect(names.filter(name => !isKnownTriggerSource(name))).toEqual([]);
});
