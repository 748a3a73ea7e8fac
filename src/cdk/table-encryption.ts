import { Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { CfnTable, ITable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import type { TableSource } from '../sources/table-source';

/** What source and table say of the customer's key that encrypts the table; nothing where there is none, or nobody says it. */
export interface TableEncryption {
  readonly keyArn?: string;
  /** The table has such a key, and names it in a way that does not tell its ARN. */
  readonly unknownKey?: string;
}

export function encryptionOf({ table, encryptionKey }: Pick<TableSource['_props'], 'table' | 'encryptionKey'>, scope: IConstruct): TableEncryption {
  const key = encryptionKey ?? (table as Partial<ITable>).encryptionKey;
  if (key) {
    return { keyArn: key.keyRef.keyArn };
  }
  // an L1 has the id, the ARN, or an alias
  const { kmsMasterKeyId: name } = ((table as Partial<CfnTable>).sseSpecification ?? {}) as CfnTable.SSESpecificationProperty;
  if (name === undefined) {
    return {};
  }
  const keyArn = Token.isUnresolved(name) ? arnOfToken(name) : arnOfName(name, scope);
  return keyArn === undefined ? { unknownKey: Token.isUnresolved(name) ? 'a value that is known at deployment' : name } : { keyArn };
}

function arnOfToken(name: string): string | undefined {
  const token = Tokenization.reverseString(name).firstToken;
  return token && Reference.isReference(token) && token.target instanceof CfnKey ? token.target.attrArn : undefined;
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id */
function arnOfName(name: string, scope: IConstruct): string | undefined {
  if (/^arn:[^:]+:kms:[^:]+:[^:]+:key\//.test(name)) {
    return name;
  }
  return /^(mrk-)?[0-9a-f-]{32,36}$/.test(name) ? Stack.of(scope).formatArn({ service: 'kms', resource: 'key', resourceName: name }) : undefined;
}
