import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** The document client of the AWS SDK, as in a typical handwritten handler. */
export function get(body: string): Promise<unknown> {
  const { TableName, Key: { id: { S: id } } } = JSON.parse(body);
  return client.send(new GetCommand({ TableName, Key: { id } }));
}
