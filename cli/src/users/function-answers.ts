import type { AnswerEntry, UsersFile } from './model';
import { resourcesNamed } from './names';
import { stableStringify } from '../../../src/core/document/json';
import type { LocalApp } from '../app/model';

/** The answers of the file by ARN, for every function that rules invoke. The file has been checked against the app. */
export function answersOf({ answers }: UsersFile, { functions }: LocalApp): ReadonlyMap<string, readonly AnswerEntry[]> {
  const byArn = new Map<string, readonly AnswerEntry[]>(functions.map(({ arn }) => [arn, []]));
  for (const [name, entries] of Object.entries(answers)) {
    for (const { arn } of resourcesNamed(name, functions)) {
      byArn.set(arn, entries);
    }
  }
  return byArn;
}

/** True if the entry is for this event. */
export function isFor({ input = {} }: AnswerEntry, event: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(input).every(([name, value]) => Object.hasOwn(event, name) && stableStringify(event[name]) === stableStringify(value));
}
