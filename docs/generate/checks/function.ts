import { CfnParameter, Duration, Fn } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { CheckPages } from './page';
import { Attachment, ClaimRule, TableSource, TokenEnricher, TokenType, Value } from '../../../src';

export const FUNCTION = {
  AliasName: {
    finds: 'a name that Lambda does not accept for an alias',
    why: 'The deployment fails.',
    reported: () => ({ aliasName: '12' }),
    accepted: () => ({ aliasName: 'v12' }),
  },
  Concurrency: {
    finds: 'more provisioned than reserved concurrency',
    why: 'The deployment fails.',
    reported: () => ({ reservedConcurrentExecutions: 5, provisionedConcurrentExecutions: 6 }),
    accepted: () => ({ reservedConcurrentExecutions: 6, provisionedConcurrentExecutions: 6 }),
  },
  Environment: {
    finds: 'deploy-time values that do not fit into the environment variables of the function',
    why: 'The deployment fails.',
    reported: ({ table }) => ({ claims: [ClaimRule.set('x', Value.literal(Fn.join('', ['x'.repeat(4096), table.tableName])))] }),
    accepted: ({ table }) => ({ claims: [ClaimRule.set('x', Value.literal(Fn.join('', ['x'.repeat(96), table.tableName])))] }),
  },
  EnvironmentSize: {
    finds: 'deploy-time values that probably do not fit into the environment variables of the function',
    why: 'The deployment fails if the values are as long as usual.',
    reported: ({ stack }) => {
      const parameters = Array.from({ length: 80 }, (_, index) => new CfnParameter(stack, `Parameter${index}`).valueAsString);
      return { claims: parameters.map((value, index) => ClaimRule.set(`claim${index}`, Value.literal(value))) };
    },
    accepted: ({ stack }) => {
      const parameters = Array.from({ length: 20 }, (_, index) => new CfnParameter(stack, `Parameter${index}`).valueAsString);
      return { claims: parameters.map((value, index) => ClaimRule.set(`claim${index}`, Value.literal(value))) };
    },
  },
  LargePolicy: {
    finds: 'permissions that probably do not fit into the role of the function, or into its resource-based policy',
    why: 'The deployment fails if names are as long as usual.',
    reported: ({ stack }) => {
      const claims = [ClaimRule.set('tier', Value.literal('gold'), { tokens: [TokenType.ID] })];
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { attachment: Attachment.none(), claims });
      for (let index = 0; index < 44; index++) {
        enricher.attachTo(new cognito.UserPool(stack, `Pool${index}`));
      }
    },
    accepted: ({ stack }) => {
      const claims = [ClaimRule.set('tier', Value.literal('gold'), { tokens: [TokenType.ID] })];
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { attachment: Attachment.none(), claims });
      for (let index = 0; index < 4; index++) {
        enricher.attachTo(new cognito.UserPool(stack, `Pool${index}`));
      }
    },
  },
  LogRetention: {
    finds: 'a retention together with a log group of the app',
    why: 'The retention would have no effect: only the log group that the enricher creates gets it.',
    reported: ({ stack }) => ({ logGroup: new logs.LogGroup(stack, 'Logs'), logRetention: logs.RetentionDays.ONE_WEEK }),
    accepted: ({ stack }) => ({ logGroup: new logs.LogGroup(stack, 'Logs', { retention: logs.RetentionDays.ONE_WEEK }) }),
  },
  LongTimeout: {
    finds: 'a timeout above the time that Amazon Cognito waits',
    why: 'The response of a slow invocation is lost, and the sign-in waits for a second one.',
    reported: () => ({ timeout: Duration.seconds(10) }),
    accepted: () => ({ timeout: Duration.seconds(5) }),
  },
  NoEndpoint: {
    finds: 'a function in subnets from which it cannot reach its tables or the ids of its app clients',
    why: 'Nothing fails until the first sign-in. Then every read fails after its timeout.',
    reported: ({ stack, profile }) => {
      const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
      return { vpc, claims: [ClaimRule.set('plan', profile.attribute('plan'))] };
    },
    accepted: ({ stack, profile }) => {
      const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
      vpc.addGatewayEndpoint('Tables', { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB });
      return { vpc, claims: [ClaimRule.set('plan', profile.attribute('plan'))] };
    },
  },
  ParameterOfVersion: {
    finds: 'the value of a template parameter in the rules of a function with an alias',
    why: 'A version keeps its environment variables. With a new value of the parameter alone, tokens keep the old one.',
    reported: ({ stack }) => ({ aliasName: 'live', claims: [ClaimRule.set('plan', Value.literal(new CfnParameter(stack, 'Plan').valueAsString))] }),
    accepted: () => ({ aliasName: 'live', claims: [ClaimRule.set('plan', Value.literal('gold'))] }),
  },
  PolicySize: {
    finds: 'permissions that do not fit into the role of the function, or into its resource-based policy',
    why: 'The deployment fails.',
    reported: ({ stack }) => {
      const tables = Array.from({ length: 45 }, (_, index) => dynamodb.Table.fromTableName(stack, `Table${index}`, `table-${index}`));
      return { claims: tables.map((table, index) => ClaimRule.set(`plan${index}`, TableSource.item(`table${index}`, { table, key: { id: Value.sub() } }).attribute('plan'))) };
    },
    accepted: ({ stack }) => {
      const tables = Array.from({ length: 4 }, (_, index) => dynamodb.Table.fromTableName(stack, `Table${index}`, `table-${index}`));
      return { claims: tables.map((table, index) => ClaimRule.set(`plan${index}`, TableSource.item(`table${index}`, { table, key: { id: Value.sub() } }).attribute('plan'))) };
    },
  },
  RoleUnchanged: {
    finds: 'a role that the app may not change, so that it gets no permissions',
    why: 'Reads fail and logs are missing until somebody adds the statements to the role.',
    reported: ({ stack }) => ({ role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/enricher', { mutable: false }) }),
    accepted: ({ stack }) => ({ role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/enricher') }),
  },
  Runtime: {
    finds: 'a runtime that does not run the code of the function',
    why: 'Every sign-in fails.',
    reported: () => ({ runtime: lambda.Runtime.NODEJS_20_X }),
    accepted: () => ({ runtime: lambda.Runtime.NODEJS_22_X }),
  },
  Subnets: {
    finds: 'public subnets, or subnets that the VPC does not have',
    why: 'A function in a public subnet has no public IP address, so it reaches neither its tables nor the internet.',
    reported: ({ stack }) => ({ vpc: new ec2.Vpc(stack, 'Vpc'), vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }),
    accepted: ({ stack }) => ({ vpc: new ec2.Vpc(stack, 'Vpc'), vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } }),
  },
  Vpc: {
    finds: 'subnets or security groups without a VPC',
    why: 'They would have no effect: the function would run outside of the VPC.',
    reported: () => ({ vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } }),
    accepted: ({ stack }) => ({ vpc: new ec2.Vpc(stack, 'Vpc'), vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } }),
  },
} satisfies CheckPages;
