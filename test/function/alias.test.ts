import { CfnParameter, NestedStack, Stack, Tags } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Attachment, ClaimRule, ScopeRule, Value, type TokenEnricher, type TokenEnricherProps } from '../../src';
import { errorOf, only, TestApp } from '../support/app';
import { describeWarning } from '../support/checks';
import { enrich, failure, newApp, poolIn, reads, tableIn, triggerOf } from '../support/stacks';

const ALIAS = { Ref: expect.stringMatching(/^TokenEnricherAlias/) };

describe('an alias', () => {
  test('is the function that Cognito calls, only for this pool and from this account', () => {
    const app = new TestApp();
    const enricher = app.enricher({ aliasName: 'stable', scopes: [ScopeRule.add('a')] });
    const { Resources } = app.template();
    expect(only(Resources, 'AWS::Lambda::Alias')).toMatchObject({
      Name: 'stable',
      FunctionName: { Ref: expect.stringMatching(/^TokenEnricherFunction/) },
      FunctionVersion: { 'Fn::GetAtt': [expect.stringMatching(/^TokenEnricherFunctionCurrentVersion/), 'Version'] },
    });
    expect(only(Resources, 'AWS::Cognito::UserPool').LambdaConfig).toEqual({ PreTokenGenerationConfig: { LambdaArn: ALIAS, LambdaVersion: 'V2_0' } });
    expect(only(Resources, 'AWS::Lambda::Permission')).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: ALIAS,
      Principal: 'cognito-idp.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
      SourceArn: { 'Fn::GetAtt': [expect.stringMatching(/^UserPool/), 'Arn'] },
    });
    expect(enricher.alias?.aliasName).toBeDefined();
    expect(app.warnings()).toEqual([]);
  });

  test('does not exist unless it is configured', () => {
    const app = new TestApp();
    expect(app.enricher().alias).toBeUndefined();
    const types = Object.values(app.template().Resources).map(({ Type }) => Type);
    expect(types.filter(type => /Alias|Version/.test(type))).toEqual([]);
  });

  test('is called live and has provisioned concurrency if configured', () => {
    const app = new TestApp();
    app.enricher({ provisionedConcurrentExecutions: 3 });
    expect(only(app.template().Resources, 'AWS::Lambda::Alias')).toMatchObject({ Name: 'live', ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 3 } });
  });

  test('has no provisioned concurrency by default', () => {
    const app = new TestApp();
    app.enricher({ aliasName: 'live' });
    expect(only(app.template().Resources, 'AWS::Lambda::Alias').ProvisionedConcurrencyConfig).toBeUndefined();
  });

  test('leaves metrics with the name of the function', () => {
    const app = new TestApp();
    const enricher = app.enricher({ aliasName: 'live' });
    expect(app.stack.resolve(enricher.metricDenied().dimensions)).toEqual({ FunctionName: { Ref: expect.stringMatching(/^TokenEnricherFunction/) } });
  });

  test('can be attached by hand', () => {
    const app = new TestApp();
    const enricher = app.enricher({ aliasName: 'live', attachment: Attachment.none() });
    expect(only(app.template().Resources, 'AWS::Cognito::UserPool').LambdaConfig).toBeUndefined();
    app.userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, enricher.alias!, enricher.triggerVersion);
    expect(only(app.app.synth({ force: true }).getStackByName('Stack').template.Resources, 'AWS::Cognito::UserPool').LambdaConfig)
      .toEqual({ PreTokenGenerationConfig: { LambdaArn: ALIAS, LambdaVersion: 'V1_0' } });
  });
});

describe('a version', () => {
  const plan = (text: string) => ({ claims: [ClaimRule.set('plan', Value.literal(text))] });
  const noChange = (): void => undefined;
  const idOf = (props: (app: TestApp) => Partial<TokenEnricherProps>, change: (enricher: TokenEnricher, app: TestApp) => void = noChange): string => {
    const app = new TestApp();
    change(app.enricher({ aliasName: 'live', ...props(app) }), app);
    const [id, ...others] = Object.entries(app.template().Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Version').map(([name]) => name);
    expect(others).toEqual([]);
    return id;
  };
  const before = idOf(() => plan('gold'));
  const parameter = (name: string) => (app: TestApp) => ({ claims: [ClaimRule.set('plan', Value.literal(new CfnParameter(app.stack, name).valueAsString))] });

  test('is the same for the same rules', () => {
    expect(idOf(() => plan('gold'))).toBe(before);
  });

  test('changes with the rules', () => {
    expect(idOf(() => plan('silver'))).not.toBe(before);
  });

  test('changes with the environment variables', () => {
    expect(idOf(parameter('One'))).toBe(idOf(parameter('One')));
    expect(idOf(parameter('One'))).not.toBe(idOf(parameter('Two')));
  });

  test('changes with the configuration', () => {
    expect(idOf(() => ({ ...plan('gold'), memorySize: 512 }))).not.toBe(before);
  });

  test.each<[string, (enricher: TokenEnricher) => void]>([
    ['tags', enricher => Tags.of(enricher).add('team', 'identity')],
    ['executions that are reserved', enricher => { (enricher.handler.node.defaultChild as CfnFunction).reservedConcurrentExecutions = 7; }],
    ['metadata', enricher => (enricher.handler.node.defaultChild as CfnFunction).addMetadata('owner', 'identity')],
    ['what else may be done', enricher => enricher.role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }))],
  ])('is the same with other %s', (_, change) => {
    expect(idOf(() => plan('gold'), change)).toBe(before);
  });

  test('is the same with different props of the alias', () => {
    expect(idOf(() => ({ ...plan('gold'), aliasName: 'other', provisionedConcurrentExecutions: 2, reservedConcurrentExecutions: 2 }))).toBe(before);
  });

  test('changes if a table in an environment variable may be replaced', () => {
    const claims = (app: TestApp) => ({ claims: [ClaimRule.set('a', app.source().attribute('a'))] });
    const renamed = (_: TokenEnricher, app: TestApp) => { (app.table.node.defaultChild as dynamodb.CfnTable).tableName = 'renamed'; };
    expect(idOf(claims)).toBe(idOf(claims));
    expect(idOf(claims, renamed)).not.toBe(idOf(claims));
    // no rule reads the table
    expect(idOf(() => plan('gold'), renamed)).toBe(before);
  });

  test('of a resource that depends on the version causes no infinite recursion, which would end at a different depth each time', () => {
    const build = () => idOf(app => ({ claims: [ClaimRule.set('a', app.source().attribute('a'))] }), ({ handler }, { table }) =>
      (table.node.defaultChild as dynamodb.CfnTable).addPropertyOverride('Tags', [{ Key: 'version', Value: handler.currentVersion.version }]));
    const deeper = (calls: number): string => calls === 0 ? build() : deeper(calls - 1);
    expect(deeper(500)).toBe(build());
  });
});

describe('the permissions of the rules that an alias still calls', () => {
  const policyOf = (attribute: string, role?: (app: TestApp) => iam.IRole) => {
    const app = new TestApp();
    app.enricher({ aliasName: 'live', claims: [ClaimRule.set('a', app.source().attribute(attribute))], role: role?.(app) });
    const { Resources } = app.template();
    const [[id, { Properties }], ...others] = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Policy');
    expect(others).toEqual([]);
    const [handler] = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    expect(handler.DependsOn).toContain(id);
    return { id, ...Properties, Inline: only(Resources, 'AWS::IAM::Role').Policies };
  };
  const given = (app: TestApp) => new iam.Role(app.stack, 'Given', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });

  test.each([['its own role', undefined, /^TokenEnricherRole/], ['a role that is given', given, /^Given/]] as const)('stay on %s in addition to the new ones', (_, role, id) => {
    const [old, same, other] = ['plan', 'plan', 'tier'].map(attribute => policyOf(attribute, role));
    expect(same.id).toBe(old.id);
    expect(other.id).not.toBe(old.id);
    expect(other.PolicyName).not.toBe(old.PolicyName);
    expect(old).toMatchObject({ Roles: [{ Ref: expect.stringMatching(id) }], Inline: undefined });
    expect(old.PolicyDocument.Statement.map(({ Action }: any) => Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents'], 'dynamodb:GetItem']);
  });
});

describe('cycles with an alias', () => {
  const LIVE = { aliasName: 'live' };

  test('none: pool and enricher in two stacks, and a nested one', () => {
    const app = newApp();
    const [a, b, c] = ['A', 'B', 'C'].map(id => new Stack(app, id));
    enrich(b, poolIn(a), { ...reads(tableIn(b)), ...LIVE });
    enrich(new NestedStack(c, 'Nested'), poolIn(c), { ...reads(tableIn(c)), ...LIVE });
    expect(triggerOf(app, 'A')).toMatchObject({ LambdaArn: { 'Fn::ImportValue': expect.stringMatching(/^B:ExportsOutputRefTokenEnricherAlias/) } });
    expect(triggerOf(app, 'C')).toMatchObject({ LambdaArn: { 'Fn::GetAtt': [expect.stringMatching(/^NestedNestedStack/), expect.stringMatching(/^Outputs\..*Alias/)] } });
  });

  test('between stacks are reported together with all other problems', () => {
    const message = failure(app => {
      const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
      enrich(b, poolIn(a), { claims: [...reads(tableIn(a)).claims, ClaimRule.set('b', Value.userAttribute('custom:none'))], ...LIVE });
    });
    ['userPool: Cycle', 'B -> A', 'create the enricher in the stack of the user pool, A', "'custom:none'"].forEach(text => expect(message).toContain(text));
  });

  test('between stacks fail even without validation', () => {
    const app = newApp();
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    enrich(b, poolIn(a), { ...reads(tableIn(a)), ...LIVE });
    expect(errorOf(() => app.synth({ skipValidation: true }))).toContain('userPool: Cycle');
  });

  test('in a stack are reported with the path from the alias', () => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      enrich(stack, pool, LIVE).handler.addEnvironment('POOL', pool.userPoolId);
    });
    expect(message).toContain('A/TokenEnricher/Alias -> A/TokenEnricher/Function -> A/UserPool');
  });

  test('that contain only the alias are reported', () => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      enrich(stack, pool, LIVE).alias!.node.addDependency(pool);
    });
    expect(message).toContain('A/TokenEnricher/Alias -> A/UserPool');
  });

  test('that contain only the alias are ignored if the pool calls the function directly', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    const enricher = enrich(stack, pool, { ...LIVE, attachment: Attachment.none() });
    pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, enricher.handler, enricher.triggerVersion);
    enricher.alias!.node.addDependency(pool);
    app.synth();
  });
});

test('a second trigger in addition to the alias is found', () => {
  expect(failure(app => {
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    const { handler } = enrich(stack, pool, { aliasName: 'live' });
    (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('LambdaConfig.PreTokenGenerationConfig.LambdaArn', handler.functionArn);
  })).toContain('userPool: SecondTrigger');
});

describeWarning('ParameterOfVersion', {
  invalid: [{
    name: 'a value of a parameter',
    props: app => ({ aliasName: 'live', claims: [ClaimRule.set('a', Value.literal(new CfnParameter(app.stack, 'Plan').valueAsString))] }),
    says: ['claims[0].value: ', 'Stack/Plan', 'does not publish a new version'],
  }],
  valid: [
    { name: 'one without an alias', props: app => ({ claims: [ClaimRule.set('a', Value.literal(new CfnParameter(app.stack, 'Plan').valueAsString))] }) },
    { name: 'a name of a resource', props: app => ({ aliasName: 'live', claims: [ClaimRule.set('a', Value.literal(app.table.tableName))] }) },
  ],
});
