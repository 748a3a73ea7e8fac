import { resourceFindings } from './check-names';
import { toItem, type AttributeMap, type AttributeValue, type PlainItem } from './items';
import type { UsersFile } from './model';
import type { Finding, Path } from './source-text';
import { given, pathText } from './wording';
import type { LocalApp, Table } from '../app/model';

/** Items that the tables of the app would reject. */
export function itemFindings({ items }: UsersFile, { tables }: LocalApp): readonly Finding[] {
  return resourceFindings(items, tables, { member: 'items', noun: 'table', verb: 'read' }, tableFindings);
}

function tableFindings(table: Table, items: readonly PlainItem[], path: Path): readonly Finding[] {
  const keys = new Map<string, number>();
  return items.flatMap((item, index) => {
    const here = [...path, index];
    const findings = keyFindings(table, item, here);
    if (findings.length > 0) {
      return findings;
    }
    const key = keyOf(table, toItem(item, here));
    const first = keys.get(key);
    keys.set(key, first ?? index);
    return first === undefined ? [] : [{
      path: here,
      text: `${pathText(here)} has the same key as ${pathText([...path, first])}: a table has one item for each key; change the key, or remove one of them`,
    }];
  });
}

/** Attributes of the table key are required. Attributes of an index key are optional, but must have the right type. */
function keyFindings({ path: table, keySchema, attributeDefinitions }: Table, item: PlainItem, path: Path): readonly Finding[] {
  return attributeDefinitions.flatMap(({ AttributeName: name, AttributeType: type }) => {
    const isKey = keySchema.some(({ AttributeName }) => AttributeName === name);
    const role = isKey ? `part of the key of ${table}` : `part of the key of an index of ${table}`;
    const here = [...path, name];
    if (!Object.hasOwn(item, name)) {
      return isKey ? [{ path, text: `${pathText(path)} has no '${name}', which is ${role}; add it, as ${TYPES[type]}` }] : [];
    }
    const value = toItem({ [name]: item[name] }, path)[name];
    return isOfType(value, type) ? [] : [{ path: here, text: `${pathText(here)} is ${described(item[name])}; allowed: ${TYPES[type]}, as it is ${role}` }];
  });
}

const TYPES: Readonly<Record<'S' | 'N' | 'B', string>> = {
  S: 'a string that is not empty',
  N: 'a number',
  B: 'binary data, written {"$binary": "..."} in Base64',
};

function isOfType(value: AttributeValue, type: 'S' | 'N' | 'B'): boolean {
  return type in value && !('S' in value && value.S === '') && !('B' in value && value.B === '');
}

function described(value: unknown): string {
  const [name] = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return name?.startsWith('$') ? `a ${name}` : given(value);
}

function keyOf({ keySchema }: Table, item: AttributeMap): string {
  return JSON.stringify(keySchema.map(({ AttributeName }) => item[AttributeName]));
}
