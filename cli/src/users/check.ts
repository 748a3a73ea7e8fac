import { itemFindings } from './check-items';
import { userFindings, userNotes } from './check-users';
import type { UsersFile } from './model';
import { SourceText, type Finding } from './source-text';
import { pathText, quoted, suggestion } from './wording';
import type { LocalApp } from '../app/model';

/** What a users file says that its app does not have: each one line, from the top of the file to its bottom. */
export interface CheckedUsersFile {
  /** To be mended before anything is served. */
  readonly problems: readonly string[];
  /** Differs from what Amazon Cognito would do, or is likely an oversight. */
  readonly notes: readonly string[];
}

/**
 * The users file against the app.
 *
 * @param text what the file holds, for the lines
 * @param fileName the name by which problems call the file
 */
export function checkUsersFile(file: UsersFile, text: string, fileName: string, app: LocalApp): CheckedUsersFile {
  const source = new SourceText(text, fileName);
  return {
    problems: source.describe([...userFindings(file, app), ...itemFindings(file, app), ...valueFindings(file, app)]),
    notes: source.describe(userNotes(file, app)),
  };
}

function valueFindings({ values }: UsersFile, { standIns }: LocalApp): readonly Finding[] {
  const known = standIns.map(({ name }) => name);
  return Object.keys(values).filter(name => !known.includes(name)).map(name => ({
    path: ['values', name],
    text: `${pathText(['values', name])} is no value that the app needs; allowed: ${quoted(known, 'none, as the app needs no values; remove it')}${suggestion(name, known)}`,
  }));
}
