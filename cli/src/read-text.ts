import { readFileSync } from 'node:fs';

/**
 * The content of a file, without the byte order mark that some editors write.
 *
 * @param file a path, or the number of a file descriptor
 */
export function readText(file: string | number): string {
  return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
}
