import type { CfnResource } from 'aws-cdk-lib';
import type { CfnRoute, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { Stage } from '../cdk/aws-cdk-lib';
import { renderedProperties, resourceBehind, resourcesIn } from '../cdk/resources';
import type { Compilation } from '../compiler/compile';
import { sourcesReadBy } from '../core/document/expressions';
import type { Warning } from '../problems/problems';
import type { TokenEnricherProps } from '../token-enricher-props';

/** A service that the function calls, and the effect if it cannot. */
interface Callee {
  readonly service: 'dynamodb' | 'lambda' | 'ssm';
  readonly endpoint: string;
  readonly effect: string;
}

const TABLES: Callee = {
  service: 'dynamodb',
  endpoint: 'vpc.addGatewayEndpoint with GatewayVpcEndpointAwsService.DYNAMODB',
  effect: 'every read of a table fails after two seconds, and tokens are denied or lack the values from the tables',
};
const FUNCTIONS: Callee = {
  service: 'lambda',
  endpoint: 'vpc.addInterfaceEndpoint with InterfaceVpcEndpointAwsService.LAMBDA',
  effect: 'every invocation of a function fails after some seconds, and tokens are denied or lack its values',
};
const CLIENTS: Callee = {
  service: 'ssm',
  endpoint: 'vpc.addInterfaceEndpoint with InterfaceVpcEndpointAwsService.SSM',
  effect: 'the ids of the app clients that rules name cannot be read, and tokens are denied or lack the results of these rules',
};

/**
 * Warnings for services that the function calls but cannot reach from its subnets, in the finished app. Only checks subnets that the app
 * creates, as the routes of others are not known.
 */
export function endpointWarnings(scope: IConstruct, { document, clients }: Compilation, { vpc, vpcSubnets }: TokenEnricherProps): readonly Warning[] {
  const kinds = [...sourcesReadBy(document.rules, document.sources)].map(name => document.sources[name].kind);
  const callees = [
    ...kinds.some(kind => kind !== 'function') ? [TABLES] : [],
    ...kinds.includes('function') || document.comparesWithPrevious ? [FUNCTIONS] : [],
    ...clients.named.size > 0 ? [CLIENTS] : [],
  ];
  const network = vpc && resourceBehind(vpc.vpcId, 'AWS::EC2::VPC');
  if (!network || callees.length === 0) {
    return [];
  }
  const app = Stage.of(scope) ?? scope.node.root;
  const withRoutes = new Set(resourcesIn<CfnRoute>(app, 'AWS::EC2::Route').map(({ routeTableId }) => routeTableOf(routeTableId)));
  const isClosed = vpc.selectSubnets(vpcSubnets).subnets.some(({ routeTable: { routeTableId } }) => {
    const table = routeTableOf(routeTableId);
    return table && !withRoutes.has(table);
  });
  const endpoints = resourcesIn<CfnVPCEndpoint>(app, 'AWS::EC2::VPCEndpoint').filter(({ vpcId }) => resourceBehind(vpcId, 'AWS::EC2::VPC') === network);
  const unreachable = isClosed ? callees.filter(({ service }) => !endpoints.some(each => leadsTo(each, service))) : [];
  return unreachable.map(({ service, endpoint, effect }) => ({
    id: 'NoEndpoint',
    path: 'vpc',
    message: `the function runs in subnets of ${network.node.path} that have no route and no VPC endpoint for ${service}: ${effect}`,
    fix: `add an endpoint, by ${endpoint}, or add a NAT gateway`,
  }));
}

/** The route table of a subnet; undefined for an imported subnet, which may not name one. */
function routeTableOf(routeTableId: string | undefined): CfnResource | undefined {
  return resourceBehind(routeTableId, 'AWS::EC2::RouteTable');
}

/** True if the endpoint is for the service. Its name ends with the service in every Region and partition; a deploy-time name may be any service. */
function leadsTo(endpoint: CfnVPCEndpoint, service: string): boolean {
  const name = JSON.stringify(renderedProperties(endpoint)?.ServiceName ?? '');
  return !name.includes('.') || name.includes(`.${service}"`) || name.includes(`.${service}-fips"`);
}
