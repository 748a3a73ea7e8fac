import { Stack, Token } from 'aws-cdk-lib';
import type { CfnTable, ITable, ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import type { CfnKey, IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { resourceBehind } from './resources';

/** The customer's key that encrypts a table; nothing where there is none, or nobody says it. */
export interface TableEncryption {
  readonly keyArn?: string;
  /** The table has such a key, and names it in a way that does not tell its ARN. */
  readonly unknownKey?: string;
}

/** @param declared the key that the author names beside the table */
export function encryptionOf(table: ITableRef, declared: IKeyRef | undefined, scope: IConstruct): TableEncryption {
  const key = declared ?? (table as Partial<ITable>).encryptionKey;
  if (key) {
    return { keyArn: key.keyRef.keyArn };
  }
  // an L1 has the id, the ARN, or an alias
  const { kmsMasterKeyId: name } = ((table as Partial<CfnTable>).sseSpecification ?? {}) as CfnTable.SSESpecificationProperty;
  if (name === undefined) {
    return {};
  }
  const keyArn = Token.isUnresolved(name) ? resourceBehind<CfnKey>(name, 'AWS::KMS::Key')?.attrArn : arnOfName(name, scope);
  return keyArn === undefined ? { unknownKey: Token.isUnresolved(name) ? 'a value that is known at deployment' : name } : { keyArn };
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id */
function arnOfName(name: string, scope: IConstruct): string | undefined {
  if (/^arn:[^:]+:kms:[^:]+:[^:]+:key\//.test(name)) {
    return name;
  }
  return /^(mrk-)?[0-9a-f-]{32,36}$/.test(name) ? Stack.of(scope).formatArn({ service: 'kms', resource: 'key', resourceName: name }) : undefined;
}
