import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async event => {
  const { Item } = await client.send(new GetCommand({ TableName: process.env.TABLE, Key: { userId: event.request.userAttributes.sub } }));
  event.response = { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { plan: Item?.plan ?? 'free' } } } };
  return event;
};
