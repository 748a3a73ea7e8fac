import type { LocalCognito } from '../local-cognito';

/** Exit codes of a program that was ended by a signal. */
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Waits for a signal, or for the end of the parent process, and then stops everything. */
export async function untilStopped(cognito: LocalCognito): Promise<void> {
  const code = await new Promise<number>(resolve => {
    for (const [signal, value] of Object.entries(CODES)) {
      process.once(signal, () => resolve(value));
    }
    process.once('disconnect', () => resolve(0));
  });
  await cognito.stop();
  process.exit(code);
}
