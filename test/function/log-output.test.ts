import { writeSync } from 'fs';
import type * as Log from '../../lambda-src/enricher/log';

jest.mock('fs', () => ({ ...jest.requireActual('fs'), writeSync: jest.fn() }));

const report = (requestId: string): Parameters<typeof Log.log> =>
  [{}, { requestId, reads: [], begun: 0, event: {} }, { omitted: new Set(), ignored: [] }];
const EAGAIN = Object.assign(new Error('EAGAIN'), { code: 'EAGAIN' });

let log: typeof Log.log;
let streamed: string;
let direct: Buffer[];

beforeEach(() => {
  [streamed, direct] = ['', []];
  jest.isolateModules(() => ({ log } = jest.requireActual<typeof Log>('../../lambda-src/enricher/log')));
  jest.spyOn(process.stdout, 'write').mockImplementation(bytes => {
    streamed += Buffer.from(bytes as Uint8Array).toString();
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

/** The pipe takes this many bytes of a line; an error where it takes none. */
function takes(count: (bytes: number) => number): void {
  jest.mocked(writeSync as (descriptor: number, line: string) => number).mockImplementation((_, line) => {
    const bytes = Buffer.from(line);
    const taken = count(bytes.length);
    if (taken === 0) {
      throw EAGAIN;
    }
    direct.push(bytes.subarray(0, taken));
    return taken;
  });
}

const lines = (): unknown[] => `${Buffer.concat(direct).toString()}${streamed}`.trim().split('\n').map(line => JSON.parse(line).requestId);

test('a line goes out at once', () => {
  takes(bytes => bytes);
  log(...report('ü'));
  expect(lines()).toEqual(['ü']);
  expect(streamed).toBe('');
});

test.each<[string, (bytes: number) => number]>([
  ['nothing', () => 0],
  ['a part', bytes => bytes - 20],
  ['all but one byte', bytes => bytes - 1],
])('where the pipe takes %s, the stream takes what is left, and all lines after it', (_, count) => {
  takes(count);
  log(...report('ü'));
  takes(bytes => bytes);
  log(...report('b'));
  expect(lines()).toEqual(['ü', 'b']);
  expect(direct.length).toBeLessThanOrEqual(1);
});
