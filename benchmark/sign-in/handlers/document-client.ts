import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { applyRules } from './rules-by-hand';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** A typical handwritten handler: the document client of the AWS SDK with default settings, and rules in code. */
export async function handler(event: any): Promise<unknown> {
  const { Item = {} } = await client.send(new GetCommand({ TableName: 'Profiles', Key: { id: event.request.userAttributes.sub } }));
  return applyRules(event, Item);
}
