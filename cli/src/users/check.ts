import { answerFindings, answerNotes } from './check-answers';
import { itemFindings } from './check-items';
import { userFindings, userNotes } from './check-users';
import type { UsersFile } from './model';
import { SourceText, type Finding } from './source-text';
import { pathText, quoted, suggestion } from './wording';
import type { LocalApp } from '../app/model';

/** Mismatches between a users file and its app: one line each, in the order of the file. */
export interface CheckedUsersFile {
  /** Must be fixed before anything is served. */
  readonly problems: readonly string[];
  /** Differences from Amazon Cognito, or likely oversights. */
  readonly notes: readonly string[];
}

/**
 * Checks the users file against the app.
 *
 * @param text content of the file, for line numbers
 * @param fileName name of the file in problems
 */
export function checkUsersFile(file: UsersFile, text: string, fileName: string, app: LocalApp): CheckedUsersFile {
  const source = new SourceText(text, fileName);
  return {
    problems: source.describe([...userFindings(file, app), ...itemFindings(file, app), ...answerFindings(file, app), ...valueFindings(file, app)]),
    notes: source.describe([...userNotes(file, app), ...answerNotes(file, app)]),
  };
}

function valueFindings({ values }: UsersFile, { standIns }: LocalApp): readonly Finding[] {
  const known = standIns.map(({ name }) => name);
  return Object.keys(values).filter(name => !known.includes(name)).map(name => ({
    path: ['values', name],
    text: `${pathText(['values', name])} is not a value that the app needs; allowed: ${quoted(known, 'none, because the app needs no values; remove it')}${suggestion(name, known)}`,
  }));
}
