import { Duration, Lazy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ClaimRule, Value, type TokenEnricherProps } from '../../src';
import { only, TestApp, type Resources } from '../support/app';
import { describeCheck, describeWarning } from '../support/checks';

const LOG = {
  Sid: 'Log',
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: { 'Fn::GetAtt': [expect.stringMatching(/^TokenEnricherLogGroup/), 'Arn'] },
};
const NETWORK = {
  Sid: 'Network',
  Effect: 'Allow',
  Action: [
    'ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', 'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses',
  ],
  Resource: '*',
};
const TRACING = { Sid: 'Tracing', Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' };

/** A VPC with subnets of these types. */
const vpcIn = (app: TestApp, ...types: ec2.SubnetType[]) => new ec2.Vpc(app.stack, 'Vpc', {
  maxAzs: 2,
  natGateways: types.includes(ec2.SubnetType.PRIVATE_WITH_EGRESS) ? 1 : 0,
  subnetConfiguration: types.map((subnetType, index) => ({ name: `Subnet${index}`, subnetType })),
});
const ISOLATED = ec2.SubnetType.PRIVATE_ISOLATED;

/** The resources of an app with one enricher. */
function resources(props: (app: TestApp) => Partial<TokenEnricherProps>): Resources {
  const app = new TestApp();
  app.enricher(props(app));
  return app.template().Resources;
}

/** The statements of all policies, without managed policies of AWS. */
function policiesIn(all: Resources): any[] {
  const { Policies = [], ManagedPolicyArns } = only(all, 'AWS::IAM::Role');
  expect(ManagedPolicyArns).toBeUndefined();
  return [...Policies, ...Object.values(all).filter(({ Type }) => Type === 'AWS::IAM::Policy').map(({ Properties }) => Properties)].map(({ PolicyDocument }) => PolicyDocument);
}

describe('the log', () => {
  test('has the configured retention', () => {
    expect(only(resources(() => ({ logRetention: logs.RetentionDays.ONE_YEAR })), 'AWS::Logs::LogGroup')).toEqual({ RetentionInDays: 365 });
  });

  test('can be kept forever', () => {
    expect(only(resources(() => ({ logRetention: logs.RetentionDays.INFINITE })), 'AWS::Logs::LogGroup')).toBeUndefined();
  });
});

test('a key of the author encrypts the environment, and the function may decrypt with it, and with no other', () => {
  const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/1';
  const all = resources(app => ({ environmentEncryption: kms.Key.fromKeyArn(app.stack, 'Key', keyArn) }));
  expect(only(all, 'AWS::Lambda::Function').KmsKeyArn).toBe(keyArn);
  expect(policiesIn(all)).toEqual([{ Version: '2012-10-17', Statement: [LOG, { Sid: 'Environment', Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn }] }]);
  expect(only(resources(() => ({})), 'AWS::Lambda::Function').KmsKeyArn).toBeUndefined();
});

describe('tracing', () => {
  test('is off by default, without its permissions', () => {
    const all = resources(() => ({ tracing: lambda.Tracing.DISABLED }));
    expect(only(all, 'AWS::Lambda::Function').TracingConfig).toBeUndefined();
    expect(policiesIn(all)).toEqual([{ Version: '2012-10-17', Statement: [LOG] }]);
  });

  test.each([lambda.Tracing.ACTIVE, lambda.Tracing.PASS_THROUGH])('%s adds its permissions, in the same policy', tracing => {
    const all = resources(() => ({ tracing }));
    expect(only(all, 'AWS::Lambda::Function').TracingConfig).toEqual({ Mode: tracing });
    expect(policiesIn(all)).toEqual([{ Version: '2012-10-17', Statement: [LOG, TRACING] }]);
  });
});

describe('a VPC', () => {
  test('adds the permissions for network interfaces, and no others', () => {
    expect(policiesIn(resources(app => ({ vpc: vpcIn(app, ISOLATED) })))).toEqual([{ Version: '2012-10-17', Statement: [LOG, NETWORK] }]);
  });

  test('is used with its private subnets and a security group without inbound rules', () => {
    const all = resources(app => ({ vpc: vpcIn(app, ec2.SubnetType.PUBLIC, ec2.SubnetType.PRIVATE_WITH_EGRESS) }));
    expect(only(all, 'AWS::Lambda::Function').VpcConfig).toEqual({
      SubnetIds: [{ Ref: expect.stringMatching(/^VpcSubnet1Subnet1/) }, { Ref: expect.stringMatching(/^VpcSubnet1Subnet2/) }],
      SecurityGroupIds: [{ 'Fn::GetAtt': [expect.stringMatching(/^TokenEnricherFunctionSecurityGroup/), 'GroupId'] }],
    });
    const { SecurityGroupEgress: egress, SecurityGroupIngress: ingress } = only(all, 'AWS::EC2::SecurityGroup');
    expect([egress, ingress]).toEqual([[expect.objectContaining({ CidrIp: '0.0.0.0/0', IpProtocol: '-1' })], undefined]);
  });

  test('is used with the given subnets and security groups', () => {
    const all = resources(app => {
      const vpc = vpcIn(app, ISOLATED);
      return {
        vpc,
        vpcSubnets: { subnets: [vpc.isolatedSubnets[1]] },
        securityGroups: ['sg-1', 'sg-2'].map(id => ec2.SecurityGroup.fromSecurityGroupId(app.stack, id, id)),
      };
    });
    expect(only(all, 'AWS::Lambda::Function').VpcConfig).toEqual({
      SubnetIds: [{ Ref: expect.stringMatching(/^VpcSubnet0Subnet2/) }],
      SecurityGroupIds: ['sg-1', 'sg-2'],
    });
  });
});

describe('VPC and tracing with an existing role', () => {
  const operations = (app: TestApp, role: iam.IRole): Partial<TokenEnricherProps> =>
    ({ role, vpc: vpcIn(app, ISOLATED), tracing: lambda.Tracing.ACTIVE });

  test('are in the policy that the function waits for', () => {
    const all = resources(app => operations(app, new iam.Role(app.stack, 'Given', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })));
    expect(policiesIn(all)).toEqual([{ Version: '2012-10-17', Statement: [LOG, NETWORK, TRACING] }]);
    const [handler] = Object.values(all).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    expect(handler.DependsOn).toContainEqual(expect.stringMatching(/^TokenEnricherPolicy/));
  });

  test('are in the warning for an immutable role', () => {
    const app = new TestApp({ account: '111122223333', region: 'us-east-1' });
    app.enricher(operations(app, iam.Role.fromRoleArn(app.stack, 'Given', 'arn:aws:iam::111122223333:role/given', { mutable: false })));
    const [warning] = app.warnings().filter(text => text.includes('RoleUnchanged'));
    ['ec2:CreateNetworkInterface', 'xray:PutTraceSegments', 'logs:PutLogEvents'].forEach(text => expect(warning).toContain(text));
  });
});

test('concurrency can be reserved', () => {
  expect(only(resources(() => ({ reservedConcurrentExecutions: 40 })), 'AWS::Lambda::Function').ReservedConcurrentExecutions).toBe(40);
});

describeCheck('Range', {
  invalid: [
    { name: 'too little memory', props: () => ({ memorySize: 127 }), says: ['memorySize', '127', '128 to 10240'] },
    { name: 'too much memory', props: () => ({ memorySize: 10_241 }), says: ['memorySize', '10241'] },
    { name: 'a part of a MiB', props: () => ({ memorySize: 256.5 }), says: ['memorySize', '256.5', 'a whole number'] },
    { name: 'no time', props: () => ({ timeout: Duration.seconds(0) }), says: ['timeout', '0', 'of seconds, 1 to 30', 'remove it to use 5 seconds'] },
    { name: 'a part of a second', props: () => ({ timeout: Duration.millis(1500) }), says: ['timeout', '1.5'] },
    { name: 'a long time', props: () => ({ timeout: Duration.seconds(31) }), says: ['timeout', '31'] },
    { name: 'no executions', props: () => ({ reservedConcurrentExecutions: 0 }), says: ['reservedConcurrentExecutions', 'a whole number, at least 1', 'with 0 all sign-ins fail'] },
    { name: 'fewer than none', props: () => ({ reservedConcurrentExecutions: -1 }), says: ['reservedConcurrentExecutions', '-1'] },
    { name: 'half an execution', props: () => ({ reservedConcurrentExecutions: 0.5 }), says: ['reservedConcurrentExecutions', '0.5'] },
    { name: 'no environments', props: () => ({ provisionedConcurrentExecutions: 0 }), says: ['provisionedConcurrentExecutions', 'leave it out for none'] },
    { name: 'fewer environments than none', props: () => ({ provisionedConcurrentExecutions: -2 }), says: ['provisionedConcurrentExecutions', '-2'] },
    { name: 'half an environment', props: () => ({ provisionedConcurrentExecutions: 1.5 }), says: ['provisionedConcurrentExecutions', '1.5'] },
    { name: 'no number', props: () => ({ memorySize: NaN }), says: ['memorySize', 'NaN'] },
  ],
  valid: [
    { name: 'the least', props: () => ({ memorySize: 128, timeout: Duration.seconds(1), reservedConcurrentExecutions: 1, provisionedConcurrentExecutions: 1 }) },
    { name: 'the most', props: () => ({ memorySize: 10_240, timeout: Duration.seconds(30) }) },
    {
      name: 'what is known later',
      props: () => ({
        memorySize: Lazy.number({ produce: () => 512 }),
        timeout: Duration.seconds(Lazy.number({ produce: () => 4 })),
        reservedConcurrentExecutions: Lazy.number({ produce: () => 2 }),
        provisionedConcurrentExecutions: Lazy.number({ produce: () => 1 }),
      }),
    },
  ],
});

describeCheck('Concurrency', {
  invalid: [{
    name: 'more environments than executions',
    props: () => ({ reservedConcurrentExecutions: 5, provisionedConcurrentExecutions: 6 }),
    says: ['provisionedConcurrentExecutions: Concurrency', '6, of 5 reserved', 'increase reservedConcurrentExecutions'],
  }],
  valid: [
    { name: 'as many', props: () => ({ reservedConcurrentExecutions: 5, provisionedConcurrentExecutions: 5 }) },
    { name: 'environments of a number that is known later', props: () => ({ reservedConcurrentExecutions: Lazy.number({ produce: () => 9 }), provisionedConcurrentExecutions: 6 }) },
  ],
});

describeCheck('AliasName', {
  invalid: [
    { name: 'digits alone', props: () => ({ aliasName: '12' }), says: ['aliasName', "'12'", 'not only digits', "'live'"] },
    { name: 'a dot', props: () => ({ aliasName: 'live.1' }), says: ["'live.1'"] },
    { name: 'no name', props: () => ({ aliasName: '' }), says: ["''"] },
    { name: 'a long name', props: () => ({ aliasName: 'a'.repeat(129) }), says: ['1 to 128'] },
  ],
  valid: [
    { name: 'digits with others', props: () => ({ aliasName: 'v1_2-3' }) },
    { name: 'the longest name', props: () => ({ aliasName: 'a'.repeat(128) }) },
    { name: 'a name that is known later', props: () => ({ aliasName: Lazy.string({ produce: () => 'live' }) }) },
  ],
});

describeCheck('LogRetention', {
  invalid: [{
    name: 'a retention of a log group that is given',
    props: app => ({ logGroup: new logs.LogGroup(app.stack, 'Logs'), logRetention: logs.RetentionDays.ONE_WEEK }),
    says: ['logRetention', 'the log group that the enricher creates', 'where you create it'],
  }],
  valid: [{ name: 'a log group', props: app => ({ logGroup: new logs.LogGroup(app.stack, 'Logs', { retention: logs.RetentionDays.ONE_WEEK }) }) }],
});

describeCheck('Option', {
  invalid: [
    { name: 'days that CloudWatch does not know', props: () => ({ logRetention: 42 as never }), says: ['logRetention', '42', 'a member of RetentionDays'] },
    { name: 'the name of a retention', props: () => ({ logRetention: 'ONE_DAY' as never }), says: ['logRetention', "'ONE_DAY'"] },
    { name: 'a way of tracing', props: () => ({ tracing: 'Always' as never }), says: ['tracing', "'Always'", 'Active, PassThrough, Disabled'] },
  ],
  valid: [{ name: 'members', props: () => ({ logRetention: logs.RetentionDays.ONE_DAY, tracing: lambda.Tracing.ACTIVE }) }],
});

describeCheck('Vpc', {
  invalid: [
    { name: 'subnets of nothing', props: () => ({ vpcSubnets: { subnetType: ISOLATED } }), says: ['vpcSubnets', 'vpcSubnets without vpc'] },
    {
      name: 'security groups of nothing',
      props: app => ({ securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(app.stack, 'Group', 'sg-1')] }),
      says: ['securityGroups', 'set vpc, or remove securityGroups'],
    },
  ],
  valid: [
    { name: 'subnets of a VPC', props: app => ({ vpc: vpcIn(app, ISOLATED), vpcSubnets: { subnetType: ISOLATED } }) },
    { name: 'no security groups', props: () => ({ securityGroups: [] }) },
  ],
});

describeCheck('Subnets', {
  invalid: [
    { name: 'public subnets', props: app => ({ vpc: vpcIn(app, ec2.SubnetType.PUBLIC, ISOLATED), vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }), says: ['vpcSubnets', 'Stack/Vpc/Subnet0Subnet1', 'private or isolated'] },
    { name: 'a VPC of nothing else', props: app => ({ vpc: vpcIn(app, ec2.SubnetType.PUBLIC) }), says: ['vpcSubnets', 'Stack/Vpc/Subnet0Subnet2'] },
    { name: 'subnets that the VPC has not', props: app => ({ vpc: vpcIn(app, ISOLATED), vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } }), says: ["no 'Private' subnet groups", 'select subnets that the VPC has'] },
  ],
  valid: [{ name: 'isolated subnets beside public ones', props: app => ({ vpc: vpcIn(app, ec2.SubnetType.PUBLIC, ISOLATED) }) }],
});

describeWarning('LongTimeout', {
  invalid: [{ name: 'more time than Cognito waits', props: () => ({ timeout: Duration.seconds(6) }), says: ['timeout: ', '5 seconds'] }],
  valid: [
    { name: 'as much', props: () => ({ timeout: Duration.seconds(5) }) },
    { name: 'what is known later', props: () => ({ timeout: Duration.seconds(Lazy.number({ produce: () => 6 })) }) },
  ],
});

test('problems of several props are reported together', () => {
  expect(() => new TestApp().enricher({ memorySize: 1, timeout: Duration.minutes(1), aliasName: '', claims: [ClaimRule.set('sub', Value.email())] })).toThrow(/4 problems/);
});
