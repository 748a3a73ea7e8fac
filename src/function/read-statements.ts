import { Lazy, Stack } from 'aws-cdk-lib';
import type { ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { usedSources } from '../analysis/item-uses';
import type { CycleGuard } from '../attachment/cycle-guard';
import { encryptionOf, keyAttributes } from '../cdk/tables';
import { contentOf } from '../cdk/tokens';
import type { RulesetDocument, TableSource } from '../core/document/document';
import { stableStringify } from '../core/document/json';
import type { Source } from '../sources/source';

/** The permissions for one table or index, by the name that the function uses for it. */
interface Reads {
  readonly arns: Map<string, string>;
  readonly actions: Set<string>;
  readonly attributes: Set<string>;
  readonly selects: Set<string>;
  /** The tables and indexes that are queried. */
  readonly queried: Array<{ readonly table: ITableRef; readonly index: string | undefined }>;
}

const ACTIONS: { readonly [kind in TableSource['kind']]: string } = { item: 'dynamodb:GetItem', itemForEach: 'dynamodb:BatchGetItem', query: 'dynamodb:Query' };

/**
 * One statement for each table or index as the function names it, as the function combines reads with the same name. A statement allows the key
 * attributes and the attributes that rules use. `ForAllValues` also matches a request without a list of attributes, which would read all of
 * them; the function always sends the list, or counts.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function readStatements(
  scope: IConstruct,
  document: RulesetDocument,
  sources: ReadonlyMap<string, Source>,
  guard: CycleGuard,
): readonly PolicyStatement[] {
  const read = new Map<string, Reads>();
  const keys = new Map<string, string>();
  const contentName = (arn: string): string => stableStringify([contentOf(arn, scope).resolved]);
  for (const [name, { attributes }] of usedSources(document.rules, document.sources)) {
    const source = document.sources[name];
    if (source.kind === 'function') {
      continue;
    }
    const { keyAttributes: declared = [], encryptionKey } = sources.get(name)!._props;
    const table = sources.get(name)!._props.table!;
    const index = source.kind === 'query' ? source.index : undefined;
    const target = stableStringify([source.table, source.kind === 'query', index ?? null]);
    const reads: Reads = read.get(target) ?? { arns: new Map(), actions: new Set(), attributes: new Set(), selects: new Set(), queried: [] };
    const arn = index === undefined ? table.tableRef.tableArn : `${table.tableRef.tableArn}/index/${index}`;
    reads.arns.set(contentName(arn), arn);
    reads.actions.add(ACTIONS[source.kind]);
    reads.selects.add(source.kind === 'query' && source.select !== 'ITEMS' ? 'COUNT' : 'SPECIFIC_ATTRIBUTES');
    const sortKey = source.kind === 'query' && source.sort ? [source.sort.attribute] : [];
    [...Object.keys(source.key), ...sortKey, ...declared, ...attributes].forEach(attribute => reads.attributes.add(attribute));
    if (source.kind === 'query') {
      reads.queried.push({ table, index });
    }
    read.set(target, reads);
    const { keyArn } = encryptionOf(table, encryptionKey, scope);
    if (keyArn !== undefined) {
      keys.set(contentName(keyArn), keyArn);
    }
  }
  const resource = (arn: string): string => guard.read(arn, contentOf(arn, scope).references, 'sources');
  return [
    ...[...read.values()].map(({ arns, actions, attributes, selects, queried }) => new PolicyStatement({
      actions: [...actions],
      resources: [...arns.values()].map(resource),
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': withKeys(attributes, queried) },
        'StringEqualsIfExists': { 'dynamodb:Select': selects.size > 1 ? [...selects].sort() : [...selects][0] },
      },
    })),
    ...[...keys.values()].map(arn => decryptStatement(scope, resource(arn))),
  ];
}

/**
 * Adds the key attributes of queried tables and indexes: a page of a query names all of them to say where the next page starts. Lazy, as the app may
 * add an index after the enricher is created.
 */
function withKeys(attributes: ReadonlySet<string>, queried: Reads['queried']): readonly string[] {
  const known = (): string[] => [...new Set([...attributes, ...queried.flatMap(({ table, index }) => keyAttributes(table, index))])].sort();
  return queried.length > 0 ? Lazy.list({ produce: known }) : known();
}

/**
 * Permission to decrypt with the key of a table, only through DynamoDB.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
function decryptStatement(scope: IConstruct, keyArn: string): PolicyStatement {
  const { region, urlSuffix } = Stack.of(scope);
  return new PolicyStatement({
    // the same actions as grantReadData of the CDK
    actions: ['kms:Decrypt', 'kms:DescribeKey'],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.${urlSuffix}` } },
  });
}
