import type { Construct } from 'constructs';
import type { CycleGuard } from '../attachment/cycle-guard';
import { Stack, Token, aws_ssm as ssm } from '../cdk/aws-cdk-lib';
import { existsWith } from '../cdk/resources';
import { areDifferent, hash, topStack } from '../cdk/stacks';
import { knownBytes } from '../cdk/token-content';
import type { Clients, NamedClient } from '../compiler/clients';
import type { Slots } from '../compiler/slots';
import { CLIENTS_VARIABLE, DIGEST_VARIABLE, type RulesetDocument } from '../core/document/document';
import { LIMITS } from '../core/document/limits';
import type { Problem, Warning } from '../problems/problems';

/** The environment variables of the function: the digest of its document, one for each slot, and the path of the ids of app clients. */
export function environmentOf(
  document: RulesetDocument,
  slots: Slots,
  clientPath: string | undefined,
  guard?: CycleGuard,
): { [name: string]: string } {
  const filled = [...slots.filled].sort(([a], [b]) => a < b ? -1 : 1);
  return {
    [DIGEST_VARIABLE]: document.digest,
    ...Object.fromEntries(filled.map(([name, { value, references, path }]) => [name, guard?.read(value, references, path) ?? value])),
    ...(clientPath !== undefined && { [CLIENTS_VARIABLE]: clientPath }),
  };
}

/**
 * Checks the size of the environment variables. The known bytes above the limit are an error; the estimated bytes above the limit are a warning.
 *
 * @param isCompared one more variable has the ARN of the compared function
 */
export function checkEnvironment(
  document: RulesetDocument,
  slots: Slots,
  clientPath: string | undefined,
  isCompared: boolean,
): { problems: readonly Problem[]; warnings: readonly Warning[] } {
  const known = Object.entries(environmentOf(document, slots, clientPath))
    .reduce((bytes, [name, value]) => bytes + name.length + (Token.isUnresolved(value) ? 0 : Buffer.byteLength(value)), 0)
    + [...slots.filled.values()].reduce((bytes, { content }) => bytes + knownBytes(content), 0);
  const expected = known + (slots.filled.size + (isCompared ? 1 : 0)) * LIMITS.assumedSlot;
  const given = slots.filled.size === 1 ? '1 deploy-time value' : `${slots.filled.size} deploy-time values`;
  const allowed = `${LIMITS.environment} bytes of environment variables in a Lambda function`;
  const fix = 'keep values that differ for each user in a table, and write known values as literals';
  if (known > LIMITS.environment) {
    return { problems: [{ check: 'Environment', path: 'environment', given: `${given}, with ${known} known bytes`, allowed, fix }], warnings: [] };
  }
  return {
    problems: [],
    warnings: expected > LIMITS.environment ? [{
      id: 'EnvironmentSize',
      path: 'environment',
      message: `${given} of ${LIMITS.assumedSlot} bytes each would need ${expected} of the ${allowed}`,
      fix,
    }] : [],
  };
}

/**
 * The path of the SSM parameters with the ids of app clients, for one enricher. The function cannot refer to an app client of its own user
 * pool: the pool refers to the function, the function would refer to the client, and the client refers to the pool.
 */
export function parameterPath(scope: Construct): string {
  return `/token-enricher/${topStack(scope).stackName}/${hash(scope.node.addr)}`;
}

/**
 * The maximum characters of the description of a parameter.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
const DESCRIPTION = 1024;

/** Creates one SSM parameter for each client, in the scope of the client, so that both are created and deleted together. Returns the names. */
export function createClientParameters(scope: Construct, clients: Clients): readonly string[] {
  return [...clients.named.values()].sort((a, b) => a.key < b.key ? -1 : 1).map(({ key, resource }) => {
    const name = `${parameterPath(scope)}/${key}`;
    const parameter = new ssm.CfnParameter(resource, `TokenEnricher${hash(scope.node.addr, 8)}`, {
      type: 'String',
      name,
      value: resource.ref,
      description: `Id of an app client for ${scope.node.path}`.slice(0, DESCRIPTION),
    });
    existsWith(parameter, resource);
    return name;
  });
}

/** Reports app clients whose parameter the function could not read. */
export function clientProblems(scope: Construct, clients: Clients): readonly Problem[] {
  const own = Stack.of(scope);
  return [...clients.named.values()].filter(({ resource }) => areDifferent(Stack.of(resource), own)).map(({ description, path }: NamedClient) => ({
    check: 'Client',
    path,
    given: `${description}, in a different account or Region than the function`,
    allowed: 'app clients in the account and Region of the function',
    fix: 'use Condition.clientId with the id of the app client',
  }));
}
