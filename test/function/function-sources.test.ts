import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Attachment, ClaimRule, FunctionSource, RuleMode, Value, type TokenEnricherProps } from '../../src';
import { errorOf, TestApp } from '../support/app';
import { describeCheck, describeWarning } from '../support/checks';

const functionIn = (stack: Stack, environment: Record<string, string> = {}) => new lambda.Function(stack, 'Rbac', {
  runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => ({})'), environment,
});
const rbac = (handler: lambda.IFunction, name = 'rbac') => FunctionSource.of(name, { handler, input: { sub: Value.sub() } });
const plan = (handler: lambda.IFunction) => ({ claims: [ClaimRule.set('plan', rbac(handler).attribute('plan'))] });

/** The statements of the role, without that of the log, and the environment of the function. */
function deployed(props: (stack: Stack) => Partial<TokenEnricherProps>) {
  const app = new TestApp({ account: '111122223333', region: 'eu-central-1' });
  app.enricher(props(app.stack));
  const resources = app.template().Resources;
  const roles = Object.entries(resources).filter(([id, { Type }]) => Type === 'AWS::IAM::Role' && id.startsWith('TokenEnricherRole'));
  const [{ Environment: { Variables } }] = Object.entries(resources).filter(([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.startsWith('TokenEnricher')).map(([, each]) => each.Properties);
  const [, ...statements] = roles[0][1].Properties.Policies[0].PolicyDocument.Statement;
  return { statements, variables: Object.values(Variables) };
}
const invoke = (Resource: unknown) => ({ Sid: 'Functions', Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource });
const OWN = { 'Fn::GetAtt': [expect.stringMatching(/^Rbac/), 'Arn'] };

test.each<[string, (stack: Stack) => lambda.IFunction, unknown]>([
  ['a function', stack => functionIn(stack), OWN],
  ['a version', stack => functionIn(stack).currentVersion, { Ref: expect.stringMatching(/^RbacCurrentVersion/) }],
  ['an alias', stack => functionIn(stack).addAlias('live'), { Ref: expect.stringMatching(/^RbacAliaslive/) }],
  ['an imported function', stack => lambda.Function.fromFunctionArn(stack, 'Rbac', 'arn:aws:lambda:eu-central-1:444455556666:function:rbac:1'), 'arn:aws:lambda:eu-central-1:444455556666:function:rbac:1'],
])('the trigger may invoke %s, and nothing else', (_, handler, arn) => {
  const { statements, variables } = deployed(stack => plan(handler(stack)));
  expect(statements).toEqual([invoke(arn)]);
  expect(variables.filter(each => typeof each === 'object')).toEqual(typeof arn === 'string' ? [] : [arn]);
});

test('two sources of one function need one permission', () => {
  const { statements } = deployed(stack => {
    const handler = functionIn(stack);
    return { claims: [ClaimRule.set('a', rbac(handler).attribute('a')), ClaimRule.set('b', rbac(handler, 'other').attribute('b'))] };
  });
  expect(statements).toEqual([invoke(OWN)]);
});

test('disabled rules, and sources that no rule uses, need no permission', () => {
  const { statements } = deployed(stack => {
    const source = rbac(functionIn(stack));
    return { sources: [source], claims: [ClaimRule.set('a', source.attribute('a'), { mode: RuleMode.DISABLED })] };
  });
  expect(statements).toEqual([]);
});

describe('a function that depends on the user pool', () => {
  const build = (more: Partial<TokenEnricherProps> = {}) => {
    const app = new TestApp();
    app.enricher({ ...plan(functionIn(app.stack, { POOL: app.userPool.userPoolId })), ...more });
    app.app.synth();
  };

  test('is a cycle, and the error says how to break it', () => {
    const message = errorOf(() => build());
    ['userPool: Cycle', 'Stack/TokenEnricher/Function -> Stack/Rbac -> Stack/UserPool', 'Attachment.customResource()'].forEach(text => expect(message).toContain(text));
  });

  test('is no cycle with a custom resource, as the error says', () => {
    build({ attachment: Attachment.customResource() });
  });
});

describeWarning('NoEndpoint', {
  invalid: [{
    name: 'functions without an endpoint',
    props: app => ({ ...plan(functionIn(app.stack)), vpc: isolated(app) }),
    says: ['vpc: ', 'for lambda', 'addInterfaceEndpoint', 'InterfaceVpcEndpointAwsService.LAMBDA', 'every invocation of a function fails'],
  }, {
    name: 'a compared function without an endpoint',
    props: app => ({ compareWith: functionIn(app.stack), vpc: isolated(app) }),
    says: ['vpc: ', 'for lambda'],
  }],
  valid: [{
    name: 'functions with an endpoint',
    props: app => {
      const vpc = isolated(app);
      vpc.addInterfaceEndpoint('Functions', { service: ec2.InterfaceVpcEndpointAwsService.LAMBDA });
      return { ...plan(functionIn(app.stack)), vpc };
    },
  }],
});
const isolated = (app: TestApp) => new ec2.Vpc(app.stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });

describe('FunctionRegion', () => {
  const build = (arn: string) => {
    const app = new TestApp({ account: '111122223333', region: 'us-east-1' });
    app.enricher(plan(lambda.Function.fromFunctionArn(app.stack, 'Rbac', arn)));
  };

  test('fails for a function in another Region', () => {
    const message = errorOf(() => build('arn:aws:lambda:eu-west-1:111122223333:function:rbac'));
    ['claims[0].value.handler: FunctionRegion', 'a function in eu-west-1', 'us-east-1'].forEach(text => expect(message).toContain(text));
  });

  test('passes a function of another account in the same Region', () => {
    build('arn:aws:lambda:us-east-1:444455556666:function:rbac');
  });
});

describeCheck('Handler', {
  invalid: [{ name: 'a name', props: () => ({ sources: [rbac('rbac' as never)] }), says: ['sources[0].handler', "'rbac'", 'the construct of the function'] }],
  valid: [{ name: 'a function by its name', props: app => ({ sources: [rbac(lambda.Function.fromFunctionName(app.stack, 'Rbac', 'rbac'))] }) }],
});

describeCheck('Key', {
  invalid: [{
    name: 'a function without input',
    props: app => ({ sources: [FunctionSource.of('rbac', { handler: functionIn(app.stack), input: {} })] }),
    says: ['sources[0].input', 'nothing', '{ sub: Value.sub() }'],
  }],
  valid: [{ name: 'a constant', props: app => ({ sources: [FunctionSource.of('rbac', { handler: functionIn(app.stack), input: { all: Value.literal(true) } })] }) }],
});

describeCheck('SourceCycle', {
  invalid: [{
    name: 'inputs that depend on each other',
    props: app => {
      const handler = functionIn(app.stack);
      const first = FunctionSource.of('first', { handler, input: { id: Value.template('{{second.id}}') } });
      return { sources: [FunctionSource.of('second', { handler, input: { id: first.attribute('id') } })] };
    },
    says: ['.input', 'first needs second needs first'],
  }],
  valid: [{
    name: 'inputs from another function',
    props: app => {
      const handler = functionIn(app.stack);
      return { sources: [FunctionSource.of('second', { handler, input: { id: FunctionSource.of('first', { handler, input: { id: Value.sub() } }).attribute('id') } })] };
    },
  }],
});
