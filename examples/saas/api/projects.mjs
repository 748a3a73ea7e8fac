import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** GET /projects and /export: API Gateway has verified the access token and its scopes. The claim decides whose projects these are. */
export const handler = async ({ requestContext, rawPath }) => {
  const { tenant } = requestContext.authorizer.jwt.claims;
  const { Items } = await client.send(new QueryCommand({
    TableName: process.env.TABLE,
    KeyConditionExpression: 'pk = :pk and begins_with(sk, :sk)',
    ExpressionAttributeValues: { ':pk': `TENANT#${tenant}`, ':sk': 'PROJECT#' },
    ProjectionExpression: 'projectName',
  }));
  const names = Items.map(({ projectName }) => projectName);
  return rawPath === '/export' ? { body: names.join('\n'), headers: { 'content-type': 'text/csv' } } : { tenant, projects: names };
};
