import { createHash, randomUUID } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { codeFor } from './bundle';
import { DOCUMENT_FILE, type RulesetDocument } from '../core/document/document';
import { stableStringify } from '../core/document/json';

/**
 * Writes the asset of the function, a folder with the code and the document, and returns its path. The folder is named by its content and reused,
 * so that synthesis leaves only one folder for each set of rules, which is removed when it has not been used for a day.
 */
export function writeAsset(document: RulesetDocument): string {
  const files = new Map<string, Buffer>([
    ...codeFor(document),
    [DOCUMENT_FILE, Buffer.from(`${stableStringify(document)}\n`)],
  ]);
  const digest = createHash('sha256');
  files.forEach((content, name) => digest.update(name).update('\0').update(content).update('\0'));
  const parent = ownFolder();
  const folder = path.join(parent, digest.digest('hex').slice(0, 32));
  markUsed(folder);
  if (!holds(folder, files)) {
    write(folder, files);
  }
  pruneFolders(parent);
  return folder;
}

/** A private folder of the current user in the folder for temporary files: other users with write access could change the code. */
function ownFolder(): string {
  const user = process.getuid?.() ?? 'user';
  const folder = path.join(os.tmpdir(), `cdk-cognito-token-enricher-${user}`);
  return isOwn(folder, user) ? folder : fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-cognito-token-enricher-'));
}

function isOwn(folder: string, user: number | string): boolean {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = fs.lstatSync(folder);
    const mayOthersWrite = /[2367]/.test(mode.toString(8).slice(-2));
    return process.platform === 'win32' || (uid === user && !mayOthersWrite);
  } catch {
    // the name is taken by something else
    return false;
  }
}

function holds(folder: string, files: ReadonlyMap<string, Buffer>): boolean {
  try {
    return fs.readdirSync(folder).length === files.size
      && [...files].every(([name, content]) => fs.readFileSync(path.join(folder, name)).equals(content));
  } catch {
    return false;
  }
}

/**
 * Writes a temporary folder and renames it, as other processes may write the same folder at the same time. A folder with the correct content is
 * never changed: another process may be reading it.
 */
function write(folder: string, files: ReadonlyMap<string, Buffer>): void {
  const temporary = `${folder}.${randomUUID()}`;
  const aside = `${folder}.${randomUUID()}`;
  try {
    fs.mkdirSync(temporary);
    files.forEach((content, name) => fs.writeFileSync(path.join(temporary, name), content));
    if (!tryRename(temporary, folder) && !holds(folder, files)) {
      // files in the folder were changed or removed
      tryRename(folder, aside);
      if (!tryRename(temporary, folder) && !holds(folder, files)) {
        throw new Error(`TokenEnricher: cannot write the code of the function to ${folder}: remove the folder, or make it writable`);
      }
    }
  } finally {
    [temporary, aside].forEach(each => fs.rmSync(each, { recursive: true, force: true }));
  }
}

function tryRename(from: string, to: string): boolean {
  try {
    fs.renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}

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
