import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ClaimRule, Condition, RuleMode, Value, type TokenEnricherProps } from '../../src';
import { TestApp } from '../support/app';
import { describeWarning } from '../support/checks';
import { enrich, failure, newApp, poolIn, reads, tableIn } from '../support/stacks';

type Network = (vpc: ec2.Vpc, app: TestApp) => void;
const noEndpoint: Network = () => undefined;

const isolated = (app: TestApp) => new ec2.Vpc(app.stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });

/** Rules that read a table, in isolated subnets. */
const readsTable = (network: Network = noEndpoint) => (app: TestApp): Partial<TokenEnricherProps> => {
  const vpc = isolated(app);
  network(vpc, app);
  return { vpc, claims: [ClaimRule.set('a', app.source().attribute('a'))] };
};

/** Rules that name an app client, in isolated subnets. */
const namesClient = (network: Network = noEndpoint) => (app: TestApp): Partial<TokenEnricherProps> => {
  const vpc = isolated(app);
  network(vpc, app);
  return { vpc, claims: [ClaimRule.set('a', Value.email(), { when: Condition.client(app.client()) })] };
};

const forTables: Network = vpc => vpc.addGatewayEndpoint('Tables', { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB });
const forParameters: Network = vpc => vpc.addInterfaceEndpoint('Parameters', { service: ec2.InterfaceVpcEndpointAwsService.SSM });

/** A route from one subnet. */
const route = (vpc: ec2.Vpc, index: number) => new ec2.CfnRoute(vpc, `Route${index}`, {
  routeTableId: vpc.isolatedSubnets[index].routeTable.routeTableId, destinationCidrBlock: '0.0.0.0/0', transitGatewayId: 'tgw-1',
});

describeWarning('NoEndpoint', {
  invalid: [
    { name: 'tables without an endpoint', props: readsTable(), says: ['vpc: ', 'Stack/Vpc/Resource', 'for dynamodb', 'addGatewayEndpoint', 'every read of a table fails'] },
    { name: 'tables with an endpoint for something else', props: readsTable((...args) => { forParameters(...args); }), says: ['for dynamodb'] },
    { name: 'tables with an endpoint of another VPC', props: readsTable((_, app) => forTables(new ec2.Vpc(app.stack, 'Other'), app)), says: ['for dynamodb'] },
    { name: 'tables with a route out of one subnet of two', props: readsTable(vpc => { route(vpc, 0); }), says: ['for dynamodb'] },
    { name: 'clients without an endpoint', props: namesClient(), says: ['for ssm', 'addInterfaceEndpoint', 'app clients'] },
    {
      name: 'clients with an endpoint of a service of a similar name',
      props: namesClient(vpc => vpc.addInterfaceEndpoint('Messages', { service: ec2.InterfaceVpcEndpointAwsService.SSM_MESSAGES })),
      says: ['for ssm'],
    },
  ],
  valid: [
    { name: 'tables with an endpoint', props: readsTable(forTables) },
    { name: 'tables with an interface endpoint', props: readsTable(vpc => vpc.addInterfaceEndpoint('Tables', { service: new ec2.InterfaceVpcEndpointAwsService('dynamodb') })) },
    {
      name: 'tables with an endpoint of a name that only the deployment knows',
      props: readsTable((vpc, app) => new ec2.CfnVPCEndpoint(app.stack, 'Endpoint', { vpcId: vpc.vpcId, serviceName: new CfnParameter(app.stack, 'Service').valueAsString })),
    },
    { name: 'tables with routes out of all subnets', props: readsTable(vpc => vpc.isolatedSubnets.forEach((_, index) => route(vpc, index))) },
    { name: 'clients with an endpoint', props: namesClient(forParameters) },
    { name: 'rules that read nothing', props: app => ({ vpc: isolated(app), claims: [ClaimRule.set('a', Value.email())] }) },
    { name: 'disabled rules', props: app => ({ vpc: isolated(app), claims: [ClaimRule.set('a', app.source().attribute('a'), { mode: RuleMode.DISABLED })] }) },
    { name: 'a NAT gateway', props: app => ({ vpc: new ec2.Vpc(app.stack, 'Nat', { maxAzs: 2, natGateways: 1 }), claims: [ClaimRule.set('a', app.source().attribute('a'))] }) },
    {
      name: 'a subnet whose routes the app does not make',
      props: app => ({ ...readsTable()(app), vpcSubnets: { subnets: [ec2.Subnet.fromSubnetId(app.stack, 'Imported', 'subnet-1')] } }),
    },
    {
      name: 'a VPC that the app does not make',
      props: app => ({
        vpc: ec2.Vpc.fromVpcAttributes(app.stack, 'Imported', { vpcId: 'vpc-1', availabilityZones: ['a'], isolatedSubnetIds: ['subnet-1'], isolatedSubnetRouteTableIds: ['rtb-1'] }),
        claims: [ClaimRule.set('a', app.source().attribute('a'))],
      }),
    },
    { name: 'rules without a VPC', props: app => ({ claims: [ClaimRule.set('a', app.source().attribute('a'))] }) },
  ],
});

test('tables and clients are two warnings', () => {
  const app = new TestApp();
  app.enricher({ vpc: isolated(app), claims: [ClaimRule.set('a', app.source().attribute('a'), { when: Condition.client(app.client()) })] });
  expect(app.warnings().filter(text => text.includes('NoEndpoint')).map(text => /for (\w+):/.exec(text)?.[1])).toEqual(['dynamodb', 'ssm']);
});

test('an endpoint that is added after the enricher counts', () => {
  const app = new TestApp();
  const vpc = isolated(app);
  app.enricher({ vpc, claims: [ClaimRule.set('a', app.source().attribute('a'))] });
  forTables(vpc, app);
  expect(app.warnings().filter(text => text.includes('NoEndpoint'))).toEqual([]);
});

test('a VPC in the stack of the pool, with the enricher in another, is reported as a cycle', () => {
  const message = failure(app => {
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    enrich(b, poolIn(a), { vpc: new ec2.Vpc(a, 'Vpc'), ...reads(tableIn(b)) });
  });
  ['userPool: Cycle', 'B -> A'].forEach(text => expect(message).toContain(text));
});

test('a VPC in a separate stack causes no cycle', () => {
  const app = newApp();
  const [network, a] = [new Stack(app, 'Network'), new Stack(app, 'A')];
  enrich(a, poolIn(a), { vpc: new ec2.Vpc(network, 'Vpc'), ...reads(tableIn(a)) });
  expect(app.synth().getStackByName('A').dependencies.map(({ id }) => id)).toContain('Network');
});
