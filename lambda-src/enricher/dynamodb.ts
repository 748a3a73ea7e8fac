import { callAws, FailedCall } from './aws-call';
import type { Deadline } from './deadline';
import type { Read } from './reads';
import type { Item } from '../../src/ruleset/operators/operator';

/**
 * Reads one item: the attributes that rules use and the key, and nothing else, as the permission says.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
 */
export async function getItem(
  { table, key, attributes, consistentRead }: Read,
  deadline: Deadline,
): Promise<{ item: Item | undefined; attempts: number }> {
  const names = [...new Set([...Object.keys(key), ...attributes])];
  const { answer, attempts } = await callAws({
    service: 'dynamodb',
    target: 'DynamoDB_20120810.GetItem',
    contentType: 'application/x-amz-json-1.0',
    body: {
      TableName: table,
      Key: Object.fromEntries(Object.entries(key).map(([name, value]) => [name, typeof value === 'number' ? { N: String(value) } : { S: value }])),
      // placeholders, as a name may be a reserved word or have a dot in it
      ProjectionExpression: names.map((_, index) => `#${index}`).join(','),
      ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#${index}`, name])),
      ConsistentRead: consistentRead,
    },
  }, deadline);
  const { Item: item } = answer as { Item?: unknown };
  if (item !== undefined && (typeof item !== 'object' || item === null || Array.isArray(item))) {
    throw new FailedCall('MALFORMED', attempts);
  }
  return { item: item as Item | undefined, attempts };
}
