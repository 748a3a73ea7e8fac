import { CfnResource, Reference, Stage, Tokenization } from 'aws-cdk-lib';
import type { CfnRoute, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { renderedProperties } from '../cdk/rendered';
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
  effect: 'rules read tables, every read fails after two seconds, and tokens are refused or lack what the tables give',
};
const CLIENTS: Callee = {
  service: 'ssm',
  endpoint: 'vpc.addInterfaceEndpoint with InterfaceVpcEndpointAwsService.SSM',
  effect: 'rules name app clients, whose ids cannot be read then, and tokens are refused or lack what these rules give',
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
  const network = vpc && resourceIn(vpc.vpcId, 'AWS::EC2::VPC');
  if (!network || callees.length === 0) {
    return [];
  }
  const resources = (Stage.of(scope) ?? scope.node.root).node.findAll().filter(CfnResource.isCfnResource);
  const withRoutes = new Set(resources.filter(isRoute).map(({ routeTableId }) => resourceIn(routeTableId, 'AWS::EC2::RouteTable')));
  const isClosed = vpc.selectSubnets(vpcSubnets).subnets.some(({ routeTable: { routeTableId } }) => {
    const table = resourceIn(routeTableId, 'AWS::EC2::RouteTable');
    return table && !withRoutes.has(table);
  });
  const endpoints = resources.filter(isEndpoint).filter(({ vpcId }) => resourceIn(vpcId, 'AWS::EC2::VPC') === network);
  const unreachable = isClosed ? callees.filter(({ service }) => !endpoints.some(each => leadsTo(each, service))) : [];
  return unreachable.map(({ service, endpoint, effect }) => ({
    id: 'NoEndpoint',
    path: 'vpc',
    message: `${network.node.path} has subnets of the function without a route or an endpoint for ${service}: ${effect}. Add one, by ${endpoint}, or a NAT gateway`,
  }));
}

function isRoute(resource: CfnResource): resource is CfnRoute {
  return resource.cfnResourceType === 'AWS::EC2::Route';
}

function isEndpoint(resource: CfnResource): resource is CfnVPCEndpoint {
  return resource.cfnResourceType === 'AWS::EC2::VPCEndpoint';
}

/** Names end with the service, whatever the Region and the partition. One that only the deployment knows may be any. */
function leadsTo(endpoint: CfnVPCEndpoint, service: string): boolean {
  const name = JSON.stringify(renderedProperties(endpoint)?.ServiceName ?? '');
  return !name.includes('.') || name.includes(`.${service}"`) || name.includes(`.${service}-fips"`);
}

/** The resource that a text refers to; an imported subnet has no text for its route table. */
function resourceIn(text: string | undefined, type: string): CfnResource | undefined {
  return Tokenization.reverseString(text ?? '').tokens
    .map(token => Reference.isReference(token) ? token.target : undefined)
    .find((target): target is CfnResource => target !== undefined && CfnResource.isCfnResource(target) && target.cfnResourceType === type);
}
