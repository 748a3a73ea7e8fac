import { Stack, type App } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Attachment, TableSource, TokenEnricher, Value, type TokenEnricherProps } from '../../src';

/** Attributes that are declared trusted, as the benchmark has no user pool from which this could be derived. */
const TRUSTED = ['custom:plan', 'custom:department', 'custom:tenant', 'custom:role', 'custom:permissions', 'custom:status'];

/** Adds a stack with a function for the rules, which is not attached to a user pool. */
export function addEnricher(app: App, name: string, rules: (stack: Stack) => Pick<TokenEnricherProps, 'claims' | 'scopes' | 'deny'>): void {
  const stack = new Stack(app, name);
  new TokenEnricher(stack, 'Enricher', {
    ...rules(stack),
    attachment: Attachment.none(),
    trustedAttributes: Object.fromEntries(TRUSTED.map(attribute => [attribute, 'nobody signs in to a benchmark'])),
  });
}

/** A source that reads one item of a separate table. */
export function profilesOf(stack: Stack, name: string, tableName: string, key: Value = Value.sub()): TableSource {
  return TableSource.item(name, { table: tableIn(stack, tableName), key: { id: key } });
}

export function tableIn(stack: Stack, tableName: string): dynamodb.Table {
  return new dynamodb.Table(stack, tableName, { tableName, partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
}
