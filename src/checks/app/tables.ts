import type { AppCheck, CheckedApp } from './app-check';
import { keyTypes } from '../../analysis/inference';
import { encryptionOf, renderedKey, tableSchema } from '../../cdk/tables';
import type { QuerySource, TableSource } from '../../core/document/document';
import { KEY_PROPS, sourcesReadBy, walk } from '../../core/document/expressions';
import { ownMember } from '../../core/document/json';
import { didYouMean, type Problem, type Warning } from '../../problems/problems';
import type { IndexSchema, KeySchema, TableSchema } from '../../tables/keys';
import { keyParts } from '../rules/check';

/** Keys and indexes that do not match the table. */
export const TABLE_KEY: AppCheck = {
  name: 'TableKey',
  finds: 'a key, key attribute or index that does not match the table',
  findings: ({ compilation: { document, sources, sourcePaths } }) => ({
    problems: Object.entries(document.sources).flatMap(([name, source]) => {
      if (source.kind === 'function') {
        return [];
      }
      const { table, keyAttributes = [] } = sources.get(name)!._props;
      const schema = tableSchema(table!);
      const path = sourcePaths.get(name)!;
      return schema ? [...problemsOf(path, source, schema), ...declaredProblems(path, source, keyAttributes, schema)] : [];
    }),
  }),
};

function problemsOf(path: string, source: TableSource, table: TableSchema): readonly Problem[] {
  if (source.kind !== 'query') {
    return keyProblems(`${path}.${KEY_PROPS[source.kind]}`, source, { ...table.partition, ...table.sort }, 'the primary key of the table');
  }
  const { index: name } = source;
  const index = name === undefined ? undefined : table.indexes.get(name);
  if (name !== undefined && !index) {
    const known = [...table.indexes.keys()];
    return [{
      check: 'TableKey',
      path: `${path}.indexName`,
      given: `'${name}'${didYouMean(name, known)}`,
      allowed: known.length > 0 ? `an index of the table: ${known.join(', ')}` : 'no indexName: the table has no index',
      fix: 'name an index of the table, or omit indexName to query the table itself',
    }];
  }
  const what = name === undefined ? 'the table' : `the index '${name}'`;
  return [
    ...keyProblems(`${path}.key`, source, (index ?? table).partition, `the partition key of ${what}`),
    ...source.sort ? sortProblems(`${path}.sort`, source, index ?? table, what) : [],
    ...index ? indexProblems(path, source, index, what) : [],
  ];
}

/** Declared key attributes that the table does not have. The app creates the table, so its keys are known. */
function declaredProblems(path: string, source: TableSource, declared: readonly string[], table: TableSchema): readonly Problem[] {
  const index = source.kind === 'query' && source.index !== undefined ? table.indexes.get(source.index) : undefined;
  const known = Object.keys({ ...table.partition, ...table.sort, ...index?.partition, ...index?.sort });
  return declared.filter(attribute => !known.includes(attribute)).map(attribute => ({
    check: 'TableKey',
    path: `${path}.keyAttributes`,
    given: `'${attribute}'${didYouMean(attribute, known)}`,
    allowed: `key attributes of the table${index ? ' and the index' : ''}: ${known.join(', ')}`,
    fix: 'remove it: the app creates the table, so its keys are known',
  }));
}

function keyProblems(path: string, source: TableSource, schema: KeySchema['partition'], what: string): readonly Problem[] {
  const { key } = source;
  const missing = Object.keys(schema).filter(attribute => !Object.hasOwn(key, attribute));
  const surplus = Object.keys(key).filter(attribute => !Object.hasOwn(schema, attribute));
  const allowed = `${what}: ${Object.keys(schema).join(' and ')}`;
  return [
    ...surplus.map((attribute): Problem => ({
      check: 'TableKey',
      path: `${path}.${attribute}`,
      given: `'${attribute}'${didYouMean(attribute, missing)}`,
      allowed,
      fix: missing.length === 0 ? 'remove it' : `write '${missing.join("' or '")}' instead`,
    })),
    // another name stands for one of them
    ...missing.slice(surplus.length).map((attribute): Problem => ({
      check: 'TableKey',
      path,
      given: `no '${attribute}'`,
      allowed: allowed.replace('the ', 'the complete '),
      fix: `add a value for '${attribute}'`,
    })),
    ...Object.entries(key).flatMap(([attribute, part]) => typeProblem(`${path}.${attribute}`, ownMember(schema, attribute), keyTypes(source, part))),
  ];
}

function sortProblems(path: string, source: QuerySource, { sort }: KeySchema, what: string): readonly Problem[] {
  const { attribute, comparison, values } = source.sort!;
  if (!Object.hasOwn(sort, attribute)) {
    const known = Object.keys(sort);
    return [{
      check: 'TableKey',
      path,
      given: `'${attribute}'${didYouMean(attribute, known)}`,
      allowed: known.length > 0 ? `the sort key of ${what}: ${known.join()}` : `no sort key condition: ${what} has no sort key`,
      fix: 'use the name of the sort key, or filter the items with filter(...)',
    }];
  }
  if (comparison === 'BEGINS_WITH' && sort[attribute] === 'N') {
    return [{ check: 'TableKey', path, given: `beginsWith on '${attribute}', which is a number`, allowed: 'a sort key of type string', fix: 'use SortKeyCondition.between, atLeast or atMost' }];
  }
  return values.flatMap(value => typeProblem(path, sort[attribute], keyTypes(source, value)));
}

function indexProblems(path: string, { consistentRead, attributes }: QuerySource, index: IndexSchema, what: string): readonly Problem[] {
  const missing = index.attributes ? attributes.filter(attribute => !index.attributes!.includes(attribute)) : [];
  return [
    ...consistentRead && index.isGlobal ? [{
      check: 'TableKey' as const,
      path: `${path}.consistentRead`,
      given: `true, on ${what}`,
      allowed: 'eventually consistent reads: a global secondary index does not support strongly consistent reads',
      fix: 'omit consistentRead, or query the table itself',
    }] : [],
    ...missing.length > 0 ? [{
      check: 'TableKey' as const,
      path: `${path}.indexName`,
      given: `${what} without ${missing.join(', ')}`,
      allowed: 'an index with all attributes that the rules use',
      fix: 'project these attributes into the index, or read the items by their primary key',
    }] : [],
  ];
}

function typeProblem(path: string, type: string | undefined, types: readonly string[]): readonly Problem[] {
  const expected = type === 'S' ? 'string' : type === 'N' ? 'number' : undefined;
  if (type === undefined || types.length === 0 || (expected && types.includes(expected))) {
    return [];
  }
  return [{
    check: 'TableKey',
    path,
    given: `a ${types.join(' or ')}`,
    allowed: expected ? `a ${expected}, the type in the key schema of the table` : `a key of type S or N: the table declares type ${type}, which no rule can produce`,
    fix: expected === 'number' ? 'convert it to a number with toNumber()' : expected ? 'convert it to a string with asString()' : 'use a table whose key is a string or number',
  }];
}

/** A username can be chosen by its user, or be used again after the user is deleted. */
export const USERNAME_AS_KEY: AppCheck = {
  name: 'UsernameAsKey',
  finds: 'a table key that contains the username, which another user can take after the user is deleted',
  findings: ({ compilation, writers: { choosesUsernames } }) => ({
    warnings: keyParts(compilation).flatMap(({ path, part }) => {
      let found = false;
      walk(part, ({ op }) => { found ||= op === 'username'; });
      return found ? [{
        id: 'UsernameAsKey',
        path,
        message: `${choosesUsernames ? 'people choose their username when they sign up, so they choose the item; and ' : ''}after a user is deleted, `
          + 'another user can take the username and then gets this item',
        fix: 'prefer Value.sub()',
      }] : [];
    }),
  }),
};

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
