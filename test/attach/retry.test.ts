import { messageOf } from '../../lambda-src/attach/errors';
import { CLOCK, Retries, Time } from '../../lambda-src/attach/retry';
import { WaitingClock } from '../local/attach-provider';

jest.mock('../../lambda-src/attach/log', () => ({ log: () => undefined }));

const MINUTE = 60_000;
const TEMPORARY = [
  'ConcurrentModificationException', 'TooManyRequestsException', 'ThrottlingException', 'Throttling', 'RequestLimitExceeded', 'InternalErrorException',
  'InternalServerError', 'InternalFailure', 'ServiceUnavailable', 'ServiceUnavailableException', 'CONNECTION', 'TIMEOUT', 'MALFORMED', 'SERVER',
];
const DENIED = [
  'AccessDeniedException', 'NotAuthorizedException', 'UnrecognizedClientException', 'InvalidSignatureException', 'ExpiredTokenException', 'RequestExpired',
];
/** Also names that only contain one of the others. */
const PERMANENT = [
  'InvalidParameterException', 'FeatureUnavailableInTierException', 'ResourceNotFoundException', 'TOO_LARGE', 'HTTP 403', '',
  'UserThrottlingException', 'LambdaInternalErrorException', 'UserAccessDeniedException', 'CONNECTIONS', 'TIMEOUTS', 'MALFORMEDS', 'SERVERS', 'NO_SERVER',
];

/** The milliseconds for which a call is retried that always fails with this error, and the error in the end. */
async function retried(type: string): Promise<{ readonly time: number; readonly pauses: readonly number[]; readonly message: string }> {
  const clock = new WaitingClock();
  const pauses: number[] = [];
  const retries = new Retries(new Time({ now: () => clock.now(), sleep: each => clock.sleep(pauses[pauses.push(each) - 1]) }, 5 * MINUTE));
  for (;;) {
    const error = await retries.after('UpdateUserPool', { type, message: 'no' }).then(() => undefined, (thrown: Error) => thrown);
    if (error) {
      return { time: clock.now(), pauses, message: error.message };
    }
  }
}

test.each(TEMPORARY)('%s is retried to the end', async type => {
  const { time, pauses, message } = await retried(type);
  expect(time).toBeGreaterThan(5 * MINUTE - 100);
  expect(time).toBeLessThanOrEqual(5 * MINUTE);
  expect(message).toBe(`the custom resource timed out after ${pauses.length + 1} attempts; last error: UpdateUserPool failed with ${type}: no`);
});

test.each(DENIED)('%s is retried for a minute', async type => {
  const { time, message } = await retried(type);
  expect(time).toBeGreaterThanOrEqual(MINUTE);
  expect(time).toBeLessThan(MINUTE + 15_000);
  expect(message).toMatch(new RegExp(`^UpdateUserPool failed with ${type}: no`));
});

test.each(PERMANENT)('"%s" is not retried', async type => {
  expect(await retried(type)).toMatchObject({ time: 0, pauses: [] });
});

test('pauses double up to 15 seconds, and are random', async () => {
  const random = jest.spyOn(Math, 'random').mockReturnValue(1);
  const { pauses } = await retried('CONNECTION');
  expect(pauses.slice(0, 8)).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  random.mockReturnValue(0.25);
  expect((await retried('CONNECTION')).pauses.slice(0, 3)).toEqual([125, 250, 500]);
  jest.restoreAllMocks();
});

test('a success forgets the failures of its operation', async () => {
  const clock = new WaitingClock();
  const random = jest.spyOn(Math, 'random').mockReturnValue(1);
  const retries = new Retries(new Time(clock, 5 * MINUTE));
  for (const operation of ['A', 'A', 'B']) {
    await retries.after(operation, { type: 'CONNECTION', message: '' });
  }
  retries.succeeded('A');
  const before = clock.now();
  await retries.after('A', { type: 'CONNECTION', message: '' });
  await retries.after('B', { type: 'CONNECTION', message: '' });
  expect(clock.now() - before).toBe(500 + 1000);
  random.mockRestore();
});

describe('a time limit', () => {
  test('can only become earlier', () => {
    const clock = new WaitingClock();
    const time = new Time(clock, 1000);
    expect([time.within(400).remaining, time.within(2000).remaining, time.remaining]).toEqual([400, 1000, 1000]);
  });

  test('has no negative time left', async () => {
    const clock = new WaitingClock();
    const time = new Time(clock, 1000);
    await clock.sleep(1500);
    expect([time.now, time.remaining, await time.pause(10)]).toEqual([1500, 0, false]);
  });

  test.each([[500, 100], [50, 50]])('with 1000 ms left, a wait of %i ms takes %i', async (milliseconds, expected) => {
    const clock = new WaitingClock();
    await new Time(clock, 1000).wait(milliseconds);
    expect(clock.now()).toBe(expected);
  });

  test('a pause takes at most half of the time that is left', async () => {
    const clock = new WaitingClock();
    jest.spyOn(Math, 'random').mockReturnValue(1);
    expect(await new Time(clock, 1000).pause(10_000)).toBe(true);
    expect(clock.now()).toBe(500);
    jest.restoreAllMocks();
  });

  test('the clock of this machine runs', async () => {
    const started = CLOCK.now();
    await CLOCK.sleep(30);
    expect(CLOCK.now() - started).toBeGreaterThan(25);
  });
});

describe('the message of an error', () => {
  const PERMISSION = /Allow cognito-idp:DescribeUserPool and cognito-idp:UpdateUserPool/;

  test.each<[string, string, RegExp]>([
    ['AccessDeniedException', 'not authorized to perform: iam:PassRole', /set its SMS role as smsRole in Attachment\.customResource$/],
    ['AccessDeniedException', 'not authorized to perform: kms:CreateGrant', /set its key \(KMSKeyID\) as customSenderKey in Attachment\.customResource$/],
    ['AccessDeniedException', 'no', PERMISSION],
    ['NotAuthorizedException', 'no', PERMISSION],
    ['UnrecognizedClientException', 'no', PERMISSION],
    ['FeatureUnavailableInTierException', 'no', /Essentials or Plus: change the plan of the pool, or use V1_0$/],
    ['TierChangeNotAllowedException', 'no', /feature plan of the pool: check it in the console$/],
    ['UserImportInProgressException', 'no', /when the user import job has finished$/],
    ['OperationNotEnabledException', 'no', /use Attachment\.replica\(\) there$/],
    ['InvalidSmsRoleTrustRelationshipException', 'no', /repair the role and deploy again$/],
    ['InvalidEmailRoleAccessPolicyException', 'no', /repair the role and deploy again$/],
    ['UserPoolTaggingException', 'no', /allow cognito-idp:TagResource/],
    ['InvalidParameterException', 'no', /failed with InvalidParameterException: no$/],
    ['InvalidParameterException', '', /failed with InvalidParameterException$/],
  ])('%s, "%s"', (type, message, expected) => {
    expect(messageOf('UpdateUserPool', { type, message })).toMatch(expected);
    expect(messageOf('UpdateUserPool', { type, message })).toMatch(new RegExp(`^UpdateUserPool failed with ${type}`));
  });

  test('is limited, as CloudFormation accepts only short responses', () => {
    expect(messageOf('UpdateUserPool', { type: 'X', message: 'y'.repeat(5000) })).toBe(`UpdateUserPool failed with X: ${'y'.repeat(1000)}`);
  });
});
