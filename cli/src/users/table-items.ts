import { toItem, type AttributeMap } from './items';
import type { UsersFile } from './model';
import { resourcesNamed } from './names';
import type { LocalApp } from '../app/model';

/** The items of the file by table name, for every table of the app. The file has been checked against the app. */
export function itemsOf({ items }: UsersFile, { tables }: LocalApp): ReadonlyMap<string, readonly AttributeMap[]> {
  const byTable = new Map<string, readonly AttributeMap[]>(tables.map(({ name }) => [name, []]));
  for (const [name, list] of Object.entries(items)) {
    for (const table of resourcesNamed(name, tables)) {
      byTable.set(table.name, list.map((item, index) => toItem(item, ['items', name, index])));
    }
  }
  return byTable;
}
