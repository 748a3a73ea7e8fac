import { Duration, Stack, type App } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { DesignedPool } from './app';
import type { Design, VariantName } from './design';
import { AttachmentMonitor, type TokenEnricher, type TokenEnricherProps } from '../../src';

export interface Variant {
  readonly props?: (stack: Stack) => Partial<TokenEnricherProps>;
  /** Adds constructs after the enricher. */
  readonly add?: (enricher: TokenEnricher, pool: DesignedPool, app: App, design: Design) => void;
}

/** Settings of the function and additions that the documentation recommends. */
export const VARIANTS: Record<VariantName, Variant> = {
  alias: { props: () => ({ aliasName: 'live', provisionedConcurrentExecutions: 2, reservedConcurrentExecutions: 100 }) },
  traced: { props: () => ({ tracing: lambda.Tracing.ACTIVE, memorySize: 512, timeout: Duration.seconds(5) }) },
  retention: { props: () => ({ logRetention: logs.RetentionDays.ONE_MONTH }) },
  logGroup: { props: stack => ({ logGroup: new logs.LogGroup(stack, 'Logs') }) },
  vpc: {
    props: stack => {
      const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
      return { vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } };
    },
  },
  isolated: {
    props: stack => {
      const subnetType = ec2.SubnetType.PRIVATE_ISOLATED;
      const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0, subnetConfiguration: [{ name: 'isolated', subnetType }] });
      vpc.addGatewayEndpoint('Tables', { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB });
      vpc.addInterfaceEndpoint('Parameters', { service: ec2.InterfaceVpcEndpointAwsService.SSM });
      vpc.addInterfaceEndpoint('Functions', { service: ec2.InterfaceVpcEndpointAwsService.LAMBDA });
      return { vpc, vpcSubnets: { subnetType } };
    },
  },
  compareWith: {
    props: stack => ({
      compareWith: new lambda.Function(stack, 'Former', {
        runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async event => event;'),
      }),
    }),
  },
  monitor: {
    add: (enricher, { userPool }) => {
      new AttachmentMonitor(Stack.of(userPool), 'Monitor', { enricher, userPool, interval: Duration.minutes(30) });
    },
  },
  secondPool: {
    add: (enricher, _, app, design) => enricher.attachTo(new DesignedPool(app, new Stack(app, 'Second'), { ...design, pool: { ...design.pool, isElsewhere: undefined } }).userPool),
  },
};
