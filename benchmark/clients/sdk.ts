import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

/** The client and one command of the AWS SDK, bundled. */
export const get = (body: string): Promise<unknown> => client.send(new GetItemCommand(JSON.parse(body)));
