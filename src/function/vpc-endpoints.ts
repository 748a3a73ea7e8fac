import { Stage, type CfnResource } from 'aws-cdk-lib';
import type { CfnRoute, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { renderedProperties } from '../cdk/rendered';
import { resourceBehind, resourcesIn } from '../cdk/resources';
import type { Compilation } from '../compiler/compile';
import { sourcesReadBy } from '../core/document/expressions';
import type { Warning } from '../problems/problems';
import type { TokenEnricherProps } from '../token-enricher-props';

/** What the function calls, and what becomes of it when it cannot. */
interface Callee {
  readonly service: 'dynamodb' | 'ssm';
  readonly endpoint: string;
  readonly effect: string;
}

const TABLES: Callee = {
  service: 'dynamodb',
  endpoint: 'vpc.addGatewayEndpoint with GatewayVpcEndpointAwsService.DYNAMODB',
  effect: 'rules read tables, every read fails after two seconds, and tokens are denied or lack what the tables give',
};
const CLIENTS: Callee = {
  service: 'ssm',
  endpoint: 'vpc.addInterfaceEndpoint with InterfaceVpcEndpointAwsService.SSM',
  effect: 'rules name app clients, whose ids cannot be read then, and tokens are denied or lack what these rules give',
};

/**
 * Services that the function calls and that nothing leads to, in the finished app. Only of subnets that the app makes it is known
 * that no route leaves them.
 */
export function endpointWarnings(scope: IConstruct, { document, clients }: Compilation, { vpc, vpcSubnets }: TokenEnricherProps): readonly Warning[] {
  const callees = [
    ...sourcesReadBy(document.rules, document.sources).size > 0 ? [TABLES] : [],
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
    message: `${network.node.path} has subnets of the function without a route or an endpoint for ${service}: ${effect}. Add one, by ${endpoint}, or a NAT gateway`,
  }));
}

/** An imported subnet has no string for its route table. */
function routeTableOf(routeTableId: string | undefined): CfnResource | undefined {
  return resourceBehind(routeTableId, 'AWS::EC2::RouteTable');
}

/** Names end with the service, whatever the Region and the partition. One that only the deployment knows may be any. */
function leadsTo(endpoint: CfnVPCEndpoint, service: string): boolean {
  const name = JSON.stringify(renderedProperties(endpoint)?.ServiceName ?? '');
  return !name.includes('.') || name.includes(`.${service}"`) || name.includes(`.${service}-fips"`);
}
