import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

/** The AWS SDK, bundled: the client and the one command. */
export const get = (body: string): Promise<unknown> => client.send(new GetItemCommand(JSON.parse(body)));
