import { execFileSync } from 'child_process';
import * as path from 'path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { ATTRIBUTES, GROUP, type Outputs } from './names';
import type { Target } from './target';
import { USERNAMES, V1_USERNAMES } from './trigger';
import { startIssuer, type LocalIssuer } from '../cli/src';
import { lambdaNode } from '../test/local/lambda-node';

const ROOT = path.join(__dirname, '..');
const ASSEMBLY = path.join(ROOT, 'cdk.out', 'integ');
const PASSWORD = 'Probe-Passw0rd!';
const REGION = 'us-east-1';
const ACCOUNT = '111122223333';

/** The same stack behind the local issuer. */
export async function local(): Promise<{ readonly target: Target; readonly stop: () => Promise<void> }> {
  execFileSync(process.execPath, [
    require.resolve('tsx/cli'), '--tsconfig', path.join(__dirname, 'tsconfig.json'), path.join(__dirname, 'integ.probe.ts'),
  ], { env: { ...process.env, CDK_OUTDIR: ASSEMBLY }, stdio: ['ignore', 'ignore', 'pipe'] });
  const user = { password: PASSWORD, attributes: ATTRIBUTES, groups: [GROUP] };
  const users = Object.fromEntries([...USERNAMES, ...V1_USERNAMES].map(name => [name, user]));
  // the current Node.js can be too old for the command
  const issuer = await startIssuer({ app: ASSEMBLY, users: { users }, node: lambdaNode(24) });
  const sdk = new CognitoIdentityProviderClient({
    region: REGION, endpoint: issuer.url, credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1,
  });
  return {
    target: {
      name: 'the local issuer (not of Amazon Cognito)',
      ids: idsOf(issuer),
      password: PASSWORD,
      machineSecret: clientOf(issuer, 'V3Pool/Machine').secret!,
      sdk,
    },
    stop: async () => {
      sdk.destroy();
      await issuer.stop();
    },
  };
}

function idsOf(issuer: LocalIssuer): Outputs {
  const pool = (name: string): string => issuer.pools.find(each => each.path.endsWith(`/${name}`))!.id;
  const functionArn = (name: string): string => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
  return {
    Region: REGION,
    BaseUrl: issuer.url,
    V3Pool: pool('V3Pool'),
    V1Pool: pool('V1Pool'),
    SettingsPool: pool('SettingsPool'),
    WebClient: clientOf(issuer, 'V3Pool/Web').id,
    NarrowClient: clientOf(issuer, 'V3Pool/Narrow').id,
    MachineClient: clientOf(issuer, 'V3Pool/Machine').id,
    V1WebClient: clientOf(issuer, 'V1Pool/Web').id,
    V3Function: functionArn('v3'),
    V1Function: functionArn('v1'),
  };
}

function clientOf(issuer: LocalIssuer, name: string): LocalIssuer['pools'][number]['clients'][number] {
  return issuer.pools.flatMap(({ clients }) => clients).find(each => each.path.endsWith(`/${name}`))!;
}
