import type { Construct } from 'constructs';
import { Stack, aws_ssm as ssm } from '../cdk/aws-cdk-lib';
import { existsWith } from '../cdk/resources';
import { areDifferent, hash, topStack } from '../cdk/stacks';
import type { Clients, NamedClient } from '../compiler/clients';
import type { Problem } from '../problems/problems';

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
