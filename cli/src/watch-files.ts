import { unwatchFile, watchFile } from 'node:fs';

/** Milliseconds between two checks. */
const INTERVAL = 300;
/** Milliseconds without a further change before a change counts: the CDK writes many files. */
const REST = 200;

/**
 * Calls back after files have been changed, created or deleted, one call at a time. It polls, because the CDK deletes and recreates folders, which
 * ends file system events.
 *
 * @returns a function that stops watching, and waits for the call that is under way
 */
export function watchFiles(files: readonly string[], onChange: () => Promise<void>): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => { last = last.then(onChange); }, REST);
  };
  files.forEach(file => watchFile(file, { interval: INTERVAL, persistent: false }, changed));
  return () => {
    clearTimeout(timer);
    files.forEach(file => unwatchFile(file, changed));
    return last;
  };
}
