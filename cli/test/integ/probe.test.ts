import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import { NOT_ASKED, QUESTIONS } from '../../../integ/questions';

const ROOT = path.join(__dirname, '..', '..', '..');

let report: string;
beforeAll(() => {
  report = execFileSync(process.execPath, [
    require.resolve('tsx/cli'), '--tsconfig', path.join(ROOT, 'integ', 'tsconfig.json'), path.join(ROOT, 'integ', 'run.ts'), '--local',
  ], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
});

/** The answer in the section of a question. */
function answer(id: string): any {
  return JSON.parse(new RegExp(`^## ${id} [^]*?\`\`\`json\\n([^]*?)\\n\`\`\`$`, 'm').exec(report)![1]);
}

test('the report has a row for every question, and a section for each that was asked', () => {
  const rows = [...report.matchAll(/^\| (\d+[a-z]?) \|/gm)].map(([, id]) => id);
  expect(rows).toEqual([...QUESTIONS, ...NOT_ASKED].map(({ id }) => id));
  expect([...report.matchAll(/^## (\d+[a-z]?) /gm)].map(([, id]) => id)).toEqual(QUESTIONS.map(({ id }) => id));
});

test('answers of the local issuer', () => {
  expect(answer('1a')).toEqual({
    version: '3',
    triggerSource: 'TokenGeneration_ClientCredentials',
    region: 'us-east-1',
    userPoolId: '<pool 1>',
    userName: '<client 1>',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '<client 1>' },
    request: { scopes: ['https://probe.example.com/read'], clientMetadata: { response: 'machine-event' } },
    response: { claimsAndScopeOverrideDetails: null },
  });
  expect(answer('2a')).toEqual({ idToken: ['<uuid 1>', 'reserved-claims', 'id'], accessToken: ['<uuid 1>', 'access'] });
  expect(answer('2b')).toEqual({ idToken: 'of V1_0', accessToken: null });
  expect(answer('2d')).toBe(7);
  expect(answer('4a')).toBe('https://probe.example.com/read aws.cognito.signin.user.admin');
  expect(answer('4b')).toEqual({ without: 'https://probe.example.com', with: 'https://probe.example.com' });
  expect(answer('5a')).toEqual({ groups: ['other'], roles: null, preferredRole: null });
  expect(answer('5b')).toMatchObject({ groups: null, roles: [expect.stringMatching(/^arn:aws:iam::<account 1>:role\//)] });
  expect(answer('7')).toMatchObject({ inEvent: expect.arrayContaining(['nickname']), nicknameInIdToken: false });
});

test('the local issuer follows every assumption', () => {
  expect([...report.matchAll(/^\| (\d+[a-z]?) \|.*\| yes \|$/gm)].map(([, id]) => id)).toEqual([]);
});

test('an operation that the local issuer lacks is reported with its error, and is no answer', () => {
  expect(answer('3a')).toEqual({ error: { name: 'UnknownOperationException', message: expect.stringContaining('DescribeUserPool is not supported') } });
  expect(report).toMatch(/^\| 3a \|.*\| not known, it could not be asked here \|$/m);
});

test('nothing in the report identifies an account, a pool, a client or a user', () => {
  expect(report).not.toMatch(/\b\d{12}\b|us-east-1_|eyJ|[0-9a-f]{8}-[0-9a-f]{4}-/);
  expect([...report.matchAll(/[0-9a-zA-Z]{24,}/g)].map(([found]) => found).filter(found => /\d/.test(found))).toEqual([]);
});

test('the report says that these are no answers of AWS', () => {
  expect(report).toMatch(/^# Probe of the local issuer \(not of Amazon Cognito\)$/m);
});
