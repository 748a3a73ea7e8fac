import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from '../errors';
import type { UsersFile } from './model';
import { parseUsersFile } from './parse';

export interface LoadedUsers {
  readonly file: UsersFile;
  readonly text: string;
  /** Name of the file in problems. */
  readonly name: string;
}

export const NO_USERS: UsersFile = { users: {}, items: {}, answers: {}, values: {} };

/** The users file; undefined if there is none. */
export function loadUsers(path: string): LoadedUsers | undefined {
  if (!existsSync(path)) {
    return undefined;
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError([`${path} cannot be read: ${(error as Error).message}. Name a file that you can read with --users.`]);
  }
  return { file: parseUsersFile(text, path), text, name: path };
}
