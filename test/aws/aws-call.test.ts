import type * as AwsCall from '../../lambda-src/aws/aws-call';
import { Deadline } from '../../lambda-src/aws/deadline';
import type { Answer, Call } from '../../lambda-src/aws/http-attempt';

const CALL: Call = { service: 'dynamodb', target: 'DynamoDB_20120810.GetItem', contentType: 'application/x-amz-json-1.0', body: '{}', readBytes: 1000 };
type Reason = 'SERVER' | 'THROTTLED' | 'TIMEOUT' | 'CONNECTION' | 'ACCESS_DENIED' | 'MALFORMED';

/** What an environment has left for second attempts is its own in each test. */
function freshCall(): typeof AwsCall.callAws {
  let call: typeof AwsCall.callAws | undefined;
  jest.isolateModules(() => { call = (jest.requireActual('../../lambda-src/aws/aws-call') as typeof AwsCall).callAws; });
  return call!;
}

/** Milliseconds of the pauses between attempts that all fail; nothing waits for them. */
async function pausesAfter(reason: Reason, maxAttempts: number, milliseconds = 60_000): Promise<readonly number[]> {
  const pauses: number[] = [];
  const spy = jest.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, pause: number) => {
    pauses.push(pause);
    queueMicrotask(run);
  }) as unknown as typeof setTimeout);
  const fails = (): Promise<Answer> => Promise.resolve({ reason });
  try {
    await expect(freshCall()(CALL, { deadline: Deadline.ofInitialization(milliseconds), maxAttempts }, fails)).rejects.toMatchObject({ reason });
  } finally {
    spy.mockRestore();
  }
  return pauses;
}

afterEach(() => jest.restoreAllMocks());

test.each<[Reason, number, number[]]>([
  ['SERVER', 1, [50, 100, 200, 400]],
  ['TIMEOUT', 1, [50, 100, 200, 400]],
  ['THROTTLED', 1, [200, 400, 800, 1600]],
  ['SERVER', 0.5, [25, 50, 100, 200]],
  ['SERVER', 0, [0, 0, 0, 0]],
  // there was no answer that says to wait
  ['CONNECTION', 1, [0, 0, 0, 0]],
])('the pause after %s is a part of one that doubles: %d', async (reason, random, expected) => {
  jest.spyOn(Math, 'random').mockReturnValue(random);
  expect(await pausesAfter(reason, 5)).toEqual(expected);
});

test('pauses are of random length', async () => {
  const first = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => freshCall()).map(() => pausesAfter('SERVER', 2)));
  expect(new Set(first.flat()).size).toBeGreaterThan(4);
  first.flat().forEach(pause => expect(pause).toBeLessThan(50));
});

test.each<Reason>(['ACCESS_DENIED', 'MALFORMED'])('%s would be the same again', async reason => {
  expect(await pausesAfter(reason, 5)).toEqual([]);
});

test('there is no pause that ends after the deadline', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(1);
  expect(await pausesAfter('THROTTLED', 5, 500)).toEqual([200, 400]);
  expect(await pausesAfter('THROTTLED', 5, 100)).toEqual([]);
});
