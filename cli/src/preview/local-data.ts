import { LocalAnswers } from './local-answers';
import { UsageError } from '../errors';
import type { Loaded } from '../load';
import { readText } from '../read-text';
import { LocalFunctions } from '../tables/local-functions';
import { checkUsersFile } from '../users/check';
import { answersOf } from '../users/function-answers';
import type { AttributeMap } from '../users/items';
import { NO_USERS } from '../users/load-users';
import type { UsersFile } from '../users/model';
import { resourcesNamed } from '../users/names';
import { parseUsersFile } from '../users/parse';
import { itemsOf } from '../users/table-items';

/**
 * The answers to reads, from the users file.
 *
 * @param tablesFile a file with the items of some tables, instead of those in the users file
 */
export function localAnswers(loaded: Loaded, tablesFile: string | undefined): LocalAnswers {
  const { app, users } = loaded;
  const file = users?.file ?? NO_USERS;
  const functions = new LocalFunctions();
  functions.answers = answersOf(file, app);
  return new LocalAnswers(app, new Map([...itemsOf(file, app), ...tablesFile === undefined ? [] : itemsIn(tablesFile, loaded)]), functions);
}

/** The items of the tables that a file names. It has the form of `items` in a users file, and the same checks. */
function itemsIn(name: string, { app, wholeApp }: Loaded): ReadonlyArray<readonly [table: string, items: readonly AttributeMap[]]> {
  let text: string;
  try {
    // in one line, so that problems have the right line numbers
    const items = readText(name);
    text = `{"items":${items.trim() === '' ? '{}' : items}}`;
  } catch (error) {
    throw new UsageError([`${name} cannot be read: ${(error as Error).message}. Name a file with items by table: { "Shop/Accounts": [{ "id": "1" }] }.`]);
  }
  const file: UsersFile = parseUsersFile(text, name);
  const { problems } = checkUsersFile(file, text, name, wholeApp);
  if (problems.length > 0) {
    throw new UsageError(problems);
  }
  const named = new Set(Object.keys(file.items).flatMap(table => resourcesNamed(table, app.tables).map(each => each.name)));
  return [...itemsOf(file, app)].filter(([table]) => named.has(table));
}
