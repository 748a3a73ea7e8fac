import type { AppCheck, CheckedApp } from './app-check';
import { encryptionOf } from '../../cdk/table-encryption';
import { tableSchema } from '../../cdk/table-schema';
import { sourcesReadBy } from '../../core/document/expressions';
import type { Warning } from '../../problems/problems';

/** What the function needs rights for, and neither table nor source tells: every sign-in that reads it would fail. */
export const IMPORTED_TABLE: AppCheck = {
  name: 'ImportedTable',
  finds: 'a table that does not tell its keys or what encrypts it, where the function needs rights for that',
  findings: app => {
    const { rules, sources } = app.compilation.document;
    return { warnings: [...sourcesReadBy(rules, sources)].flatMap(name => [...keyWarnings(name, app), ...encryptionWarnings(name, app)]) };
  },
};

function keyWarnings(name: string, { compilation: { document, sources, sourcePaths } }: CheckedApp): readonly Warning[] {
  const { table, keyAttributes } = sources.get(name)!._props;
  return document.sources[name].kind === 'item' || keyAttributes !== undefined || tableSchema(table) ? [] : [{
    id: 'UnknownKeys',
    path: sourcePaths.get(name)!,
    message: 'the table is not one of the app, which would tell its keys: DynamoDB rejects queries without the right to read all of them.'
      + ' Name those of the table, and of the index where one is queried, in keyAttributes',
  }];
}

function encryptionWarnings(name: string, { compilation: { sources, sourcePaths }, scope }: CheckedApp): readonly Warning[] {
  const { table, encryptionKey } = sources.get(name)!._props;
  const { unknownKey } = encryptionOf(table, encryptionKey, scope);
  return unknownKey === undefined ? [] : [{
    id: 'UnknownEncryptionKey',
    path: sourcePaths.get(name)!,
    message: `the table is encrypted with ${unknownKey}, which does not tell the ARN of the key: without the right to decrypt with it every read fails.`
      + ' Give the key as encryptionKey of the source',
  }];
}
