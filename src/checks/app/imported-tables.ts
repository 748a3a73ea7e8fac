import type { AppCheck, CheckedApp } from './app-check';
import { encryptionOf, renderedKey } from '../../cdk/table-encryption';
import { tableSchema } from '../../cdk/table-schema';
import { sourcesReadBy } from '../../core/document/expressions';
import type { Problem, Warning } from '../../problems/problems';

/** Permissions that the function needs, but that neither the table nor the source tells. Without them every sign-in that reads the table fails. */
export const IMPORTED_TABLE: AppCheck = {
  name: 'ImportedTable',
  finds: 'a table whose keys or encryption key are not known, although the function needs permissions for them',
  findings: app => {
    const { rules, sources } = app.compilation.document;
    const read = [...sourcesReadBy(rules, sources)].filter(name => sources[name].kind !== 'function');
    return {
      problems: read.flatMap(name => encryptionProblems(name, app)),
      warnings: read.flatMap(name => [...keyWarnings(name, app), ...encryptionWarnings(name, app)]),
    };
  },
};

function keyWarnings(name: string, { compilation: { document, sources, sourcePaths } }: CheckedApp): readonly Warning[] {
  const { table, keyAttributes } = sources.get(name)!._props;
  return document.sources[name].kind !== 'query' || keyAttributes !== undefined || tableSchema(table!) ? [] : [{
    id: 'UnknownKeys',
    path: sourcePaths.get(name)!,
    message: 'the app does not create the table, so its key attributes are not known: DynamoDB rejects queries without permission to read all of them',
    fix: 'name the key attributes of the table, and of the index if one is queried, in keyAttributes',
  }];
}

/** The permissions are made when the enricher is created. */
function encryptionProblems(name: string, { compilation: { sources, sourcePaths }, scope }: CheckedApp): readonly Problem[] {
  const { table, encryptionKey } = sources.get(name)!._props;
  const { keyArn, unknownKey } = encryptionOf(table!, encryptionKey, scope);
  return keyArn !== undefined || unknownKey !== undefined || renderedKey(table!) === undefined ? [] : [{
    check: 'EncryptionKey',
    path: sourcePaths.get(name)!,
    given: 'a table whose encryption key is set by an override, or after the enricher was created',
    allowed: 'a key that is known when the enricher is created: the function needs permission to decrypt with it',
    fix: 'set the key as encryptionKey of the source',
  }];
}

function encryptionWarnings(name: string, { compilation: { sources, sourcePaths }, scope }: CheckedApp): readonly Warning[] {
  const { table, encryptionKey } = sources.get(name)!._props;
  const { unknownKey } = encryptionOf(table!, encryptionKey, scope);
  return unknownKey === undefined ? [] : [{
    id: 'UnknownEncryptionKey',
    path: sourcePaths.get(name)!,
    message: `the table is encrypted with ${unknownKey}, so the ARN of the key is not known: without permission to decrypt with it every read fails`,
    fix: 'set the key as encryptionKey of the source',
  }];
}
