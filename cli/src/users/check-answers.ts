import { resourceFindings } from './check-names';
import { isFor } from './function-answers';
import type { AnswerEntry, UsersFile } from './model';
import { resourcesNamed } from './names';
import type { Finding, Path } from './source-text';
import { subOf } from './users';
import { pathText, quoted, suggestion } from './wording';
import type { InvokedFunction, LocalApp } from '../app/model';

/** Answers of functions that no rule invokes, or for an input that they never get. */
export function answerFindings({ answers }: UsersFile, { functions }: LocalApp): readonly Finding[] {
  return resourceFindings(answers, functions, { member: 'answers', noun: 'function', verb: 'invoke' }, inputFindings);
}

/** Answers that are never used, although the function can get their input. */
export function answerNotes(file: UsersFile, { functions }: LocalApp): readonly Finding[] {
  return Object.entries(file.answers).flatMap(([name, entries]) => [
    ...unreachable(entries, ['answers', name]),
    ...resourcesNamed(name, functions).flatMap(each => usernames(each, entries, ['answers', name], file)),
  ]);
}

function inputFindings({ path: own, input: known }: InvokedFunction, entries: readonly AnswerEntry[], path: Path): readonly Finding[] {
  return entries.flatMap(({ input = {} }, index) => Object.keys(input).filter(name => !known.has(name)).map(name => {
    const here = [...path, index, 'input', name];
    return { path: here, text: `${pathText(here)} is not in the input of ${own}; allowed: ${quoted([...known.keys()], 'none')}${suggestion(name, known.keys())}` };
  }));
}

function unreachable(entries: readonly AnswerEntry[], path: Path): readonly Finding[] {
  return entries.flatMap((entry, index) => {
    const first = entries.findIndex(each => isFor(each, entry.input ?? {}));
    const here = [...path, index];
    return first === index ? [] : [{
      path: here,
      text: `${pathText(here)} is never used, because ${pathText([...path, first])} is for the same input and comes first; change their order, or remove one of them`,
    }];
  });
}

/** Usernames in the place of a `sub`. */
function usernames({ input: known }: InvokedFunction, entries: readonly AnswerEntry[], path: Path, { users }: UsersFile): readonly Finding[] {
  const subs = new Map(Object.entries(users).map(([username, entry]) => [username, subOf(username, entry)]));
  return entries.flatMap(({ input = {} }, index) => Object.entries(input).flatMap(([name, value]) => {
    const text = typeof value === 'string' ? value : '';
    const sub = known.get(name) === 'sub' ? subs.get(text) : undefined;
    const here = [...path, index, 'input', name];
    return sub === undefined || [...subs.values()].includes(text) ? [] : [{
      path: here,
      text: `${pathText(here)} is '${text}', a username, but the function gets the sub of the user, '${sub}'; write that one, or add "sub": "${text}" to `
        + pathText(['users', text, 'attributes']),
    }];
  }));
}
