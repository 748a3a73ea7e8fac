import { Stack } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { areDifferent } from '../cdk/environments';
import { hash } from '../cdk/hash';
import { topStack } from '../cdk/paths';
import type { Clients, NamedClient } from '../compiler/clients';
import type { Problem } from '../problems/problems';

/**
 * The path below which the ids of app clients are kept for one enricher. The function cannot refer to a client of its own pool:
 * pool, function, client and pool would be a cycle.
 */
export function parameterPath(scope: Construct): string {
  return `/token-enricher/${topStack(scope).stackName}/${hash(scope.node.addr)}`;
}

/** One parameter for each client, beside the client, so that it comes and goes with it. Gives their names. */
export function createClientParameters(scope: Construct, clients: Clients): readonly string[] {
  return [...clients.named.values()].sort((a, b) => a.key < b.key ? -1 : 1).map(({ key, resource }) => {
    const name = `${parameterPath(scope)}/${key}`;
    new CfnParameter(resource, `TokenEnricher${hash(scope.node.addr, 8)}`, {
      type: 'String',
      name,
      value: resource.ref,
      description: `Id of an app client for ${scope.node.path}`,
    });
    return name;
  });
}

/** Clients whose parameter the function could not read. */
export function clientProblems(scope: Construct, clients: Clients): readonly Problem[] {
  const own = Stack.of(scope);
  return [...clients.named.values()].filter(({ resource }) => areDifferent(Stack.of(resource), own)).map(({ description, path }: NamedClient) => ({
    check: 'Client',
    path,
    given: `${description}, in another account or Region than the function`,
    allowed: 'app clients in the account and Region of the function',
    fix: 'name it by its id with Condition.clientId',
  }));
}
