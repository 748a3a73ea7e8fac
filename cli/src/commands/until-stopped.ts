import { EXIT_CODES } from '../exit-codes';
import type { LocalCognito } from '../local-cognito';

/** Exit codes of a program that was ended by a signal. */
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Waits for a signal, for the end of the parent process or of the reader of the output, and then stops everything.
 *
 * The process ends by itself then: `process.exit` can wait forever for a thread of V8, see https://github.com/nodejs/node/issues/54918.
 */
export async function untilStopped(cognito: LocalCognito): Promise<void> {
  process.exitCode = await new Promise<number>(resolve => {
    for (const [signal, value] of Object.entries(CODES)) {
      process.once(signal, () => resolve(value));
    }
    process.once('disconnect', () => resolve(EXIT_CODES.success));
    // the parent process ended during the start
    if (process.connected === false) {
      resolve(EXIT_CODES.success);
    }
    process.stdout.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EPIPE' ? EXIT_CODES.success : EXIT_CODES.problem));
  });
  await cognito.stop();
  if (process.connected) {
    process.disconnect();
  }
}
