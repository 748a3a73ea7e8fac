import { CfnParameter, Fn } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ClaimRule, Condition, ScopeRule, Value, type TokenEnricherProps } from '../../../src';
import type { TestApp } from '../../support/app';
import { describeCheck, describeWarning } from '../../support/checks';

const set = (value: Value) => ({ claims: [ClaimRule.set('a', value)] });
const when = (condition: Condition) => ({ claims: [ClaimRule.set('a', Value.sub(), { when: condition })] });
const parameter = (app: { stack: any }, noEcho = false) => new CfnParameter(app.stack, 'Parameter', { noEcho }).valueAsString;

describeCheck('Runtime', {
  invalid: [
    { name: 'an old Node.js', props: () => ({ runtime: lambda.Runtime.NODEJS_20_X }), says: ['runtime', 'nodejs20.x', 'at least 22'] },
    { name: 'another language', props: () => ({ runtime: lambda.Runtime.PYTHON_3_13 }), says: ['python3.13'] },
  ],
  valid: [
    { name: 'the oldest that runs it', props: () => ({ runtime: lambda.Runtime.NODEJS_22_X }) },
    { name: 'the newest, whatever it is', props: () => ({ runtime: lambda.Runtime.NODEJS_LATEST }) },
  ],
});

describeCheck('ForeignClient', {
  invalid: [{
    name: 'a client of another pool',
    props: app => when(Condition.client(app.client(), new cognito.UserPool(app.stack, 'Other').addClient('Web'))),
    says: ['claims[0].when.client[1]', 'Stack/Other/Web, an app client of Stack/Other', 'Stack/UserPool'],
  }],
  valid: [{ name: 'a client in another place of the app', props: app => when(Condition.client(new cognito.UserPoolClient(app.stack, 'Web', { userPool: app.userPool }))) }],
});

/** Almost fills the environment variables. */
const filling = (app: TestApp): Partial<TokenEnricherProps> => set(Value.literal(Fn.join('', ['x'.repeat(4030), app.table.tableName])));

describeCheck('Environment', {
  invalid: [{
    name: 'texts around deploy-time values that fill the variables',
    props: app => set(Value.literal(Fn.join('', ['x'.repeat(4096), app.table.tableName]))),
    says: ['environment', '1 deploy-time value, with', '4096 bytes'],
  }, {
    name: 'more deploy-time values than variables can hold',
    props: app => ({ claims: Array.from({ length: 220 }, (_, index) => ClaimRule.set(`c${index}`, Value.literal(new CfnParameter(app.stack, `P${index}`).valueAsString))) }),
    says: ['environment', '220 deploy-time values', '4096 bytes'],
  }, {
    name: 'values that fit without the path of the ids of app clients',
    props: app => ({ ...filling(app), scopes: [ScopeRule.suppress('profile', { when: Condition.client(app.client()) })] }),
    says: ['environment', 'with 41'],
  }],
  valid: [{ name: 'one value in many rules', props: app => { const one = parameter(app); return { claims: Array.from({ length: 220 }, (_, index) => ClaimRule.set(`c${index}`, Value.literal(one))) }; } }],
});

const parameters = (count: number) => (app: TestApp): Partial<TokenEnricherProps> =>
  ({ claims: Array.from({ length: count }, (_, index) => ClaimRule.set(`c${index}`, Value.literal(new CfnParameter(app.stack, `P${index}`).valueAsString))) });

describeWarning('EnvironmentSize', {
  invalid: [
    { name: 'more deploy-time values than are likely to fit', props: parameters(80), says: ['environment', '80 deploy-time values', '4096 bytes'] },
    {
      name: 'values that are likely to fit without the ARN of the compared function',
      props: app => ({
        ...parameters(27)(app),
        compareWith: lambda.Function.fromFunctionArn(app.stack, 'Previous', 'arn:aws:lambda:us-east-1:123456789012:function:previous'),
      }),
      says: ['environment', '27 deploy-time values'],
    },
  ],
  valid: [{ name: 'a few', props: parameters(20) }, { name: 'as many as are likely to fit', props: parameters(27) }],
});
