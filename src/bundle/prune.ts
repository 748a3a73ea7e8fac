import * as fs from 'fs';
import * as path from 'path';

/** Milliseconds after which a folder that no synthesis has used is removed. A synthesis copies the folder as soon as it has it. */
const UNUSED = 24 * 60 * 60 * 1000;

/** Names of folders with the code of a function, and of those that a synthesis that ended early left behind. */
const OWN_NAME = /^[0-9a-f]{32}(\.[0-9a-f-]{36})?$/;

/** The folders that were pruned by this process: an app can have many enrichers. */
const pruned = new Set<string>();

/** Removes folders that no synthesis has used for a day: each set of rules has one, and nobody else removes them. */
export function pruneFolders(parent: string): void {
  if (pruned.has(parent)) {
    return;
  }
  pruned.add(parent);
  for (const name of fs.readdirSync(parent).filter(each => OWN_NAME.test(each))) {
    try {
      const folder = path.join(parent, name);
      if (Date.now() - fs.statSync(folder).mtimeMs > UNUSED) {
        fs.rmSync(folder, { recursive: true, force: true });
      }
    } catch {
      // another process removes it, too
    }
  }
}

/** Marks a folder as used now. */
export function markUsed(folder: string): void {
  try {
    fs.utimesSync(folder, new Date(), new Date());
  } catch {
    // another process replaces it
  }
}
