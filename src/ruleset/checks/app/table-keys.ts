import { CfnResource, Reference, Token, Tokenization } from 'aws-cdk-lib';
import type { AppCheck } from './app-check';
import { renderedProperties } from './rendered';
import type { TableSource } from '../../../sources/table-source';
import type { ItemSource } from '../../document';
import { inferExpression } from '../../inference';
import type { Problem } from '../../problems';
import { didYouMean } from '../../suggest';

interface KeySchema {
  /** DynamoDB's type of each attribute of the key: S, N or B. */
  readonly [attribute: string]: string | undefined;
}

const TABLE_TYPES = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

/** Keys that do not fit the table. */
export const TABLE_KEY: AppCheck = {
  name: 'TableKey',
  finds: 'a key that is not the primary key of the table',
  findings: ({ compilation: { document, sources, sourcePaths } }) => ({
    problems: Object.entries(document.sources).flatMap(([name, source]) => {
      const schema = schemaOf(sources.get(name)!);
      return schema ? problemsOf(`${sourcePaths.get(name)}.key`, source, schema) : [];
    }),
  }),
};

/** The primary key of a table that the app creates. */
function schemaOf({ _props: { table } }: TableSource): KeySchema | undefined {
  const { tableName, tableArn } = table.tableRef;
  const target = [tableName, tableArn].filter(text => Token.isUnresolved(text)).flatMap(text => Tokenization.reverseString(text).tokens)
    .map(token => Reference.isReference(token) ? token.target : undefined)
    .find((each): each is CfnResource => each !== undefined && CfnResource.isCfnResource(each) && TABLE_TYPES.includes(each.cfnResourceType));
  const { KeySchema: keys, AttributeDefinitions: definitions } = ((target && renderedProperties(target)) ?? {}) as {
    KeySchema?: Array<{ AttributeName: string }>;
    AttributeDefinitions?: Array<{ AttributeName: string; AttributeType: string }>;
  };
  if (!Array.isArray(keys) || !Array.isArray(definitions)) {
    return undefined;
  }
  const types = new Map(definitions.map(({ AttributeName: name, AttributeType: type }) => [name, type]));
  return Object.fromEntries(keys.map(({ AttributeName: name }) => [name, types.get(name)]));
}

function problemsOf(path: string, { key }: ItemSource, schema: KeySchema): readonly Problem[] {
  const missing = Object.keys(schema).filter(attribute => !(attribute in key));
  return [
    ...Object.keys(key).filter(attribute => !(attribute in schema)).map(attribute => ({
      check: 'TableKey',
      path: `${path}.${attribute}`,
      given: `'${attribute}'${didYouMean(attribute, missing)}`,
      allowed: `the primary key of the table: ${Object.keys(schema).join(' and ')}`,
      fix: 'name the attributes of the key as the table does',
    })),
    ...missing.map(attribute => ({
      check: 'TableKey',
      path,
      given: `no '${attribute}'`,
      allowed: `the whole primary key of the table: ${Object.keys(schema).join(' and ')}`,
      fix: `add a value for '${attribute}'`,
    })),
    ...Object.entries(key).flatMap(([attribute, part]) => typeProblem(`${path}.${attribute}`, schema[attribute], inferExpression(part, ['USER']).types)),
  ];
}

function typeProblem(path: string, type: string | undefined, types: readonly string[]): readonly Problem[] {
  const expected = { S: 'text', N: 'number' }[type ?? ''];
  if (type === undefined || (expected && types.includes(expected))) {
    return [];
  }
  return [{
    check: 'TableKey',
    path,
    given: `a ${types.join(' or ')}`,
    allowed: expected ? `a ${expected}, as the table declares` : `texts and numbers: the table declares type ${type}, which no rule can give`,
    fix: expected === 'number' ? 'make a number of it with toNumber()' : expected ? 'make a text of it with toText()' : 'use a table whose key is a text or number',
  }];
}
