import {
  DescribeUserPoolCommand, GetUserPoolMfaConfigCommand, SetUserPoolMfaConfigCommand, UpdateUserPoolCommand,
  type SetUserPoolMfaConfigCommandInput, type UpdateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { needed, type Claims, type Target } from './target';
import { triggerOf, type UserPool } from '../lambda-src/attach/trigger';
import { updateOf } from '../lambda-src/attach/user-pool';

type Changes = Partial<UpdateUserPoolCommandInput>;

export async function describe({ sdk }: Target, id: string): Promise<UserPool> {
  const { UserPool: pool } = await needed(sdk.send(new DescribeUserPoolCommand({ UserPoolId: id })));
  return pool as unknown as UserPool;
}

/** The update that the library would send, with changes. */
export async function update(target: Target, id: string, changes: Changes = {}): Promise<void> {
  const pool = await describe(target, id);
  await target.sdk.send(new UpdateUserPoolCommand({ ...updateOf(pool, triggerOf(pool)), ...changes } as UpdateUserPoolCommandInput));
}

interface Factors {
  readonly before: Claims;
  readonly after: Claims;
}

/** Settings of MFA before and after an update of the pool. */
export async function factorsAcrossUpdate(target: Target, factors: Partial<SetUserPoolMfaConfigCommandInput>): Promise<Factors> {
  const { sdk, ids: { SettingsPool: id } } = target;
  const read = async (): Promise<Claims> => {
    const { $metadata, ...config } = await needed(sdk.send(new GetUserPoolMfaConfigCommand({ UserPoolId: id })));
    return config;
  };
  await needed(sdk.send(new SetUserPoolMfaConfigCommand({ UserPoolId: id, MfaConfiguration: 'OPTIONAL', ...factors })));
  const before = await read();
  await update(target, id);
  return { before, after: await read() };
}
