import { api } from './api';
import { isObject } from './canonical';
import type { Editable } from './use-edits';
import type { Fault, UserBody } from '../src/viewer/contract';

export interface Row {
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

export interface UserEdit {
  readonly rows: readonly Row[];
  readonly groups: readonly string[];
  /** Input of the user, separated by spaces. */
  readonly otherGroups: string;
}

export interface FaultEdit {
  readonly kind: Fault['kind'];
  readonly delay: string;
}

export const DEFAULT_DELAY = '1000';

/** Key: pool and username, as JSON. */
export const USER_EDIT: Editable<UserEdit, UserBody> = {
  name: 'users',
  read: ({ attributes, groups }) => ({ rows: rowsOf(attributes), groups, otherGroups: '' }),
  write: ({ rows, groups, otherGroups }) => ({ attributes: recordOf(rows), groups: [...new Set([...groups, ...words(otherGroups)])] }),
  put: (key, body) => {
    const [pool, username] = JSON.parse(key) as [string, string];
    return api.putUser(pool, username, body);
  },
  settled: (edit) => ({ ...edit, groups: USER_EDIT.write(edit).groups, otherGroups: '' }),
};

export type Items = ReadonlyArray<Readonly<Record<string, unknown>>>;

/** Key: name of the table. */
export const ITEMS_EDIT: Editable<string, Items> = {
  name: 'items',
  read: (items) => JSON.stringify(items, null, 2),
  write: itemsOf,
  put: (table, items) => api.putItems(table, { items }),
};

/** Key: name of the table. */
export const FAULT_EDIT: Editable<FaultEdit, Fault> = {
  name: 'faults',
  read: ({ kind, delay }) => ({ kind, delay: delay === undefined ? DEFAULT_DELAY : String(delay) }),
  write: ({ kind, delay }) => {
    if (kind !== 'SLOW') return { kind };
    if (!/^\d{1,6}$/.test(delay.trim())) throw new Error('The delay has to be a whole number of milliseconds.');
    return { kind, delay: Number(delay) };
  },
  put: api.putFault,
};

export function userKey(pool: string, username: string): string {
  return JSON.stringify([pool, username]);
}

export function rowsOf(record: Readonly<Record<string, string>>): Row[] {
  return Object.entries(record).map(([name, value], id) => ({ id, name, value }));
}

/** Ignores rows without a name, which are still being entered. */
export function recordOf(rows: readonly Row[]): Record<string, string> {
  const named = rows.filter(({ name }) => name.trim() !== '');
  const twice = named.find(({ name }, place) => named.findIndex((other) => other.name.trim() === name.trim()) !== place);
  if (twice) throw new Error(`“${twice.name.trim()}” is there twice.`);
  return Object.fromEntries(named.map(({ name, value }) => [name.trim(), value]));
}

export function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function itemsOf(text: string): Items {
  const value = parse(text.trim() === '' ? '[]' : text);
  if (!Array.isArray(value)) throw new Error('The items have to be a JSON array: [ { … }, { … } ]');
  const wrong = value.findIndex((item) => !isObject(item));
  if (wrong >= 0) throw new Error(`Item ${wrong + 1} is not a JSON object.`);
  return value as Items;
}

/** The reason why a table cannot store the input as its items; undefined if it can. */
export function itemsProblem(text: string, keys: readonly string[]): string | undefined {
  try {
    return missingKey(itemsOf(text), keys);
  } catch (error) {
    return (error as Error).message;
  }
}

function missingKey(items: Items, keys: readonly string[]): string | undefined {
  for (const [place, item] of items.entries()) {
    const missing = keys.find((key) => item[key] === undefined);
    if (missing) return `Item ${place + 1} has no “${missing}”, which is a key of the table.`;
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Error(`Not valid JSON: ${(error as Error).message}`);
  }
}
