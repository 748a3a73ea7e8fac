import { randomUUID } from 'crypto';
import { readFileSync } from 'fs';
import {
  AdminAddUserToGroupCommand, AdminCreateUserCommand, AdminSetUserPasswordCommand, CognitoIdentityProviderClient, DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { ATTRIBUTES, GROUP, type Outputs } from './names';
import type { Target } from './target';
import { USERNAMES, V1_USERNAMES } from './trigger';

const DOMAIN_WAIT = 180_000;

/** The probe that integ-runner deployed. */
export async function deployed(outputsFile: string): Promise<Target> {
  const [ids] = Object.values(JSON.parse(readFileSync(outputsFile, 'utf8')) as Readonly<Record<string, Outputs>>);
  const sdk = new CognitoIdentityProviderClient({ region: ids.Region });
  const password = `Probe-${randomUUID()}-1`;
  for (const username of USERNAMES) {
    await createUser(sdk, ids.V3Pool, username, password);
    await sdk.send(new AdminAddUserToGroupCommand({ UserPoolId: ids.V3Pool, Username: username, GroupName: GROUP }));
  }
  for (const username of V1_USERNAMES) {
    await createUser(sdk, ids.V1Pool, username, password);
  }
  const { UserPoolClient: machine } = await sdk.send(new DescribeUserPoolClientCommand({ UserPoolId: ids.V3Pool, ClientId: ids.MachineClient }));
  await domainAnswers(ids.BaseUrl);
  return { name: 'Amazon Cognito', ids, password, machineSecret: machine!.ClientSecret!, sdk };
}

async function createUser(sdk: CognitoIdentityProviderClient, pool: string, username: string, password: string): Promise<void> {
  const attributes = Object.entries(ATTRIBUTES).map(([Name, Value]) => ({ Name, Value }));
  await sdk.send(new AdminCreateUserCommand({ UserPoolId: pool, Username: username, UserAttributes: attributes, MessageAction: 'SUPPRESS' }));
  await sdk.send(new AdminSetUserPasswordCommand({ UserPoolId: pool, Username: username, Password: password, Permanent: true }));
}

/** A new domain is not in DNS at once. */
async function domainAnswers(url: string): Promise<void> {
  const end = Date.now() + DOMAIN_WAIT;
  while (!await fetch(`${url}/oauth2/token`, { method: 'POST', signal: AbortSignal.timeout(10_000) }).then(({ status }) => status < 500, () => false) && Date.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 5000));
  }
}
