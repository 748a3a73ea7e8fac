import { unwatchFile, watchFile } from 'node:fs';

/** Milliseconds between two looks. */
const INTERVAL = 300;
/** Milliseconds of rest before a change counts: the CDK writes many files. */
const REST = 200;

/**
 * Calls back after some files have changed, or have come or gone, one call at a time. By looking, as folders are removed and made anew by the CDK,
 * which no event outlives.
 *
 * @returns what ends it
 */
export function watchFiles(files: readonly string[], onChange: () => Promise<void>): () => void {
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
  };
}
