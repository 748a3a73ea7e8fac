import type * as Client from '../../lambda-src/aws/client';
import type * as Retry from '../../lambda-src/aws/retry';
import { Deadline } from '../../lambda-src/enricher/deadline';

jest.mock('../../lambda-src/aws/client', () => ({ ...jest.requireActual<typeof Client>('../../lambda-src/aws/client'), send: jest.fn() }));

const REQUEST: Client.AwsRequest = {
  service: 'dynamodb', target: 'DynamoDB_20120810.GetItem', contentType: 'application/x-amz-json-1.0', body: '{}', maxBytes: 1000,
};
type Reason = 'SERVER' | 'THROTTLED' | 'TIMEOUT' | 'CONNECTION' | 'ACCESS_DENIED' | 'MALFORMED';

const error = (status: number, type: string): Client.AwsResponse => ({ status, headers: {}, body: JSON.stringify({ __type: type }), bytes: 10 });
const RESPONSES: { readonly [reason in Reason]?: Client.AwsResponse } = {
  SERVER: error(500, 'InternalServerError'),
  THROTTLED: error(400, 'com.amazonaws.dynamodb.v20120810#ThrottlingException'),
  ACCESS_DENIED: error(400, 'com.amazon.coral.service#AccessDeniedException'),
};

/** A call in a fresh module, so that each test has a full retry budget. Every attempt fails for this reason. */
function freshCall(reason: Reason): typeof Retry.callAws {
  let call: typeof Retry.callAws | undefined;
  jest.isolateModules(() => {
    const { send, RequestFailed } = jest.requireMock<typeof Client>('../../lambda-src/aws/client');
    jest.mocked(send).mockImplementation((_, __, read) => {
      const response = RESPONSES[reason];
      return response ? Promise.resolve(read(response)) : Promise.reject(new RequestFailed(reason as 'TIMEOUT', false));
    });
    call = jest.requireActual<typeof Retry>('../../lambda-src/aws/retry').callAws;
  });
  return call!;
}

/** Milliseconds of the pauses between attempts, without waiting. */
async function pausesAfter(reason: Reason, maxAttempts: number, milliseconds = 60_000): Promise<readonly number[]> {
  const call = freshCall(reason);
  const pauses: number[] = [];
  const spy = jest.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, pause: number) => {
    pauses.push(pause);
    queueMicrotask(run);
  }) as unknown as typeof setTimeout);
  try {
    await expect(call(REQUEST, { deadline: Deadline.after(milliseconds), maxAttempts }, () => ({}))).rejects.toMatchObject({ reason });
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
  // no response asked to slow down
  ['CONNECTION', 1, [0, 0, 0, 0]],
])('the pause after %s is a random part of a doubling maximum: %d', async (reason, random, expected) => {
  jest.spyOn(Math, 'random').mockReturnValue(random);
  expect(await pausesAfter(reason, 5)).toEqual(expected);
});

test('pauses have random lengths', async () => {
  const pauses: number[] = [];
  for (let count = 0; count < 8; count++) {
    pauses.push(...await pausesAfter('SERVER', 2));
  }
  expect(new Set(pauses).size).toBeGreaterThan(4);
  pauses.forEach(pause => expect(pause).toBeLessThan(50));
});

test.each<Reason>(['ACCESS_DENIED', 'MALFORMED'])('%s is not retried, as it would fail again', async reason => {
  expect(await pausesAfter(reason, 5)).toEqual([]);
});

test('a pause never ends after the deadline', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(1);
  expect(await pausesAfter('THROTTLED', 5, 500)).toEqual([200, 400]);
  expect(await pausesAfter('THROTTLED', 5, 100)).toEqual([]);
});
