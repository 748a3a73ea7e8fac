import { loadApp, type LoadedApp } from './app/load-app';
import { UsageError } from './errors';
import { checkUsersFile } from './users/check';
import { firstUsersFile } from './users/first-file';
import { answersOf } from './users/function-answers';
import { loadUsers, NO_USERS, type LoadedUsers } from './users/load-users';
import { parseUsersFile } from './users/parse';

export interface LoadOptions {
  /** The cloud assembly. */
  readonly app: string;
  /** Construct paths of enrichers, or their unambiguous ends; all if empty. */
  readonly enrichers: readonly string[];
  /** Path of the users file. */
  readonly users: string;
  /** Writes a first users file if there is none. */
  readonly writesUsers: boolean;
}

/** The loaded app and users. */
export interface Loaded {
  /** With the chosen enrichers, and the pools that call them. */
  readonly app: LoadedApp;
  /** With all of its enrichers: files can name the resources of others. */
  readonly wholeApp: LoadedApp;
  readonly users?: LoadedUsers;
  /** The content of the first users file, which is written when everything is ready. */
  readonly firstUsers?: string;
  /** Sentences for the user of the command. */
  readonly notices: readonly string[];
}

/** Loads the app and the users from their files. Throws all of their problems. */
export function load({ app: folder, enrichers, users: usersPath, writesUsers }: LoadOptions): Loaded {
  const found = loadUsers(usersPath);
  const app = loadApp(folder, enrichers, found?.file.values);
  const wholeApp = enrichers.length === 0 ? app : loadApp(folder, [], found?.file.values);
  const firstUsers = !found && writesUsers ? firstUsersFile(app) : undefined;
  const users = found ?? (firstUsers === undefined ? undefined : { file: parseUsersFile(firstUsers, usersPath), text: firstUsers, name: usersPath });
  const { problems, notes } = users ? checkUsersFile(users.file, users.text, users.name, wholeApp) : { problems: [], notes: [] };
  if (problems.length > 0) {
    throw new UsageError(problems);
  }
  const given = users?.file.values ?? {};
  const answers = answersOf(users?.file ?? NO_USERS, app);
  return {
    app,
    wholeApp,
    ...users && { users },
    ...firstUsers !== undefined && { firstUsers },
    notices: [
      ...firstUsers !== undefined ? [`${usersPath} was created: add users and items to it. Its passwords are for this machine.`] : [],
      ...notes,
      ...app.standIns.filter(({ name }) => !(name in given)).map(({ name, value }) =>
        `Only a deployment knows ${name}: '${value}' stands in for it. Set it in ${usersPath}: "values": { "${name}": "..." }.`),
      ...app.functions.filter(({ arn }) => answers.get(arn)!.length === 0).map(({ path: name }) =>
        `${name} does not run here, and answers null. Set its answers in ${usersPath}: "answers": { "${name}": [{ "answer": { ... } }] }.`),
      ...app.notices,
    ],
  };
}
