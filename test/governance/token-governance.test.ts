import { Annotations, App, Aws, CfnCondition, CfnOutput, CfnResource, Fn, Lazy, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Attachment, ClaimRule, TokenEnricher, TokenGovernance, Value } from '../../src';
import { HAS_REPORT } from '../../src/report/validation-report';
import { errorOf } from '../support/app';
import { textsOf, violationsIn } from '../support/notes';

const IDS = /cdk-cognito-token-enricher:(\w+)/;

function newApp(): App {
  return new App({ analyticsReporting: false, treeMetadata: false });
}

const other = (stack: Stack): lambda.IFunction => lambda.Function.fromFunctionArn(stack, 'Other', 'arn:aws:lambda:us-east-1:111111111111:function:other');
const noRole = new cognito.ClientAttributes().withStandardAttributes({ locale: true });

/** The ids of the findings about the pools of a stack. */
function found(build: (stack: Stack, app: App) => void): readonly string[] {
  const app = newApp();
  const stack = new Stack(app, 'Stack', { env: { account: '111111111111', region: 'us-east-1' } });
  TokenGovernance.of(app);
  build(stack, app);
  return textsOf(app.synth()).flatMap(text => IDS.exec(text)?.[1] ?? []);
}

const V2 = cognito.LambdaVersion.V2_0;
const CONFIG = cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG;
const role = { role: new cognito.StringAttribute({ mutable: true }) };
const enrich = (stack: Stack, userPool: cognito.IUserPool, attachment?: Attachment): TokenEnricher =>
  new TokenEnricher(stack, 'TokenEnricher', { userPool, attachment, claims: [ClaimRule.set('plan', Value.literal('gold'), { usedForAuthorization: false })] });
const withoutInformation = (ids: readonly string[]): readonly string[] => ids.filter(id => !['ChosenVersion', 'Attachment', 'MissingPermission'].includes(id));

interface PoolCase {
  readonly id: string;
  readonly reported: ReadonlyArray<readonly [string, (stack: Stack) => void]>;
  readonly accepted: ReadonlyArray<readonly [string, (stack: Stack) => void]>;
}

const api = (pool: cognito.UserPool): void => {
  const scope = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'read' });
  const server = pool.addResourceServer('Api', { identifier: 'api', scopes: [scope] });
  pool.addClient('Web', { writeAttributes: noRole, oAuth: { scopes: [cognito.OAuthScope.resourceServer(server, scope)] } });
};

const CASES: readonly PoolCase[] = [
  {
    id: 'HandWrittenTrigger',
    reported: [
      ['an L2 pool', stack => new cognito.UserPool(stack, 'Pool').addTrigger(CONFIG, other(stack), V2)],
      ['an L1 pool', stack => new cognito.CfnUserPool(stack, 'Pool', { lambdaConfig: { preTokenGeneration: other(stack).functionArn } })],
      ['a generic resource', stack => new CfnResource(stack, 'Pool', {
        type: 'AWS::Cognito::UserPool', properties: { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: other(stack).functionArn, LambdaVersion: 'V3_0' } } },
      })],
      ['a nested stack', stack => new cognito.UserPool(new NestedStack(stack, 'Nested'), 'Pool').addTrigger(CONFIG, other(stack), V2)],
      ['a configuration under a condition', stack => {
        new CfnCondition(stack, 'Condition');
        new cognito.CfnUserPool(stack, 'Pool', { lambdaConfig: Fn.conditionIf('Condition', { PreTokenGeneration: other(stack).functionArn }, Aws.NO_VALUE) });
      }],
      ['a property override', stack => (new cognito.UserPool(stack, 'Pool').node.defaultChild as CfnResource)
        .addPropertyOverride('LambdaConfig.PreTokenGeneration', other(stack).functionArn)],
    ],
    accepted: [
      ['another trigger', stack => new cognito.UserPool(stack, 'Pool').addTrigger(cognito.UserPoolOperation.POST_CONFIRMATION, other(stack))],
      ['an enricher', stack => void enrich(stack, new cognito.UserPool(stack, 'Pool'))],
      ['an enricher with an alias', stack => {
        new TokenEnricher(stack, 'TokenEnricher', { userPool: new cognito.UserPool(stack, 'Pool'), aliasName: 'live' });
      }],
      ['an enricher that a custom resource attaches', stack => void enrich(stack, new cognito.UserPool(stack, 'Pool'), Attachment.customResource())],
      ['a property without a value', stack => void new cognito.CfnUserPool(stack, 'Pool', { lambdaConfig: { preTokenGeneration: Aws.NO_VALUE } })],
      ['an empty property', stack => void new cognito.CfnUserPool(stack, 'Pool', { lambdaConfig: { preTokenGeneration: '' } })],
      ['an alias of the function of an enricher, made by hand', stack => {
        const pool = new cognito.UserPool(stack, 'Pool');
        const version = enrich(stack, pool, Attachment.none()).handler.currentVersion;
        pool.addTrigger(CONFIG, new lambda.Alias(stack, 'Live', { aliasName: 'live', version }), V2);
      }],
      ['the function of an enricher, set by hand', stack => {
        const pool = new cognito.UserPool(stack, 'Pool');
        pool.addTrigger(CONFIG, enrich(stack, pool, Attachment.none()).handler, V2);
      }],
    ],
  },
  {
    id: 'OtherTrigger',
    reported: [['a pool that an enricher names', stack => {
      const pool = new cognito.UserPool(stack, 'Pool');
      enrich(stack, pool, Attachment.none());
      pool.addTrigger(CONFIG, other(stack), V2);
    }]],
    accepted: [],
  },
  {
    id: 'UserWritableRole',
    reported: [
      ['a pool without a trigger', stack => void new cognito.UserPool(stack, 'Pool', { customAttributes: role }).addClient('Web')],
      ['a compound', stack => void new cognito.UserPool(stack, 'Pool', { customAttributes: { tenantId: new cognito.StringAttribute({ mutable: true }) } }).addClient('Web')],
      ['L1 resources', stack => {
        const pool = new cognito.CfnUserPool(stack, 'Pool', { schema: [{ name: 'is_admin', attributeDataType: 'String', mutable: true }] });
        new cognito.CfnUserPoolClient(stack, 'Web', { userPoolId: pool.ref, writeAttributes: ['custom:is_admin'] });
      }],
      ['an immutable attribute that is set at sign-up', stack => {
        new cognito.UserPool(stack, 'Pool', { selfSignUpEnabled: true, customAttributes: { role: new cognito.StringAttribute() } }).addClient('Web');
      }],
    ],
    accepted: [
      ['a client that may not write it', stack => void new cognito.UserPool(stack, 'Pool', { customAttributes: role }).addClient('Web', { writeAttributes: noRole })],
      ['a pool without clients', stack => void new cognito.UserPool(stack, 'Pool', { customAttributes: role })],
      ['another name', stack => {
        new cognito.UserPool(stack, 'Pool', { customAttributes: { theme: new cognito.StringAttribute({ mutable: true }) } }).addClient('Web');
      }],
      ['standard attributes', stack => void new cognito.UserPool(stack, 'Pool', { selfSignUpEnabled: true }).addClient('Web')],
      ['the client of another pool', stack => {
        new cognito.UserPool(stack, 'Pool', { customAttributes: role });
        new cognito.UserPool(stack, 'OtherPool').addClient('Web');
      }],
      ['an enricher, which checks the uses', stack => {
        const pool = new cognito.UserPool(stack, 'Pool', { customAttributes: role });
        pool.addClient('Web');
        enrich(stack, pool);
      }],
      ['an enricher that a custom resource attaches', stack => {
        const pool = new cognito.UserPool(stack, 'Pool', { customAttributes: role });
        pool.addClient('Web');
        enrich(stack, pool, Attachment.customResource());
      }],
      ['the function of the enricher of another pool', stack => {
        const pool = new cognito.UserPool(stack, 'Pool', { customAttributes: role });
        pool.addClient('Web');
        pool.addTrigger(CONFIG, enrich(stack, new cognito.UserPool(stack, 'OtherPool')).handler, V2);
      }],
    ],
  },
  {
    id: 'DynamicRegistration',
    reported: [['a pool', stack => (new cognito.UserPool(stack, 'Pool').node.defaultChild as CfnResource).addPropertyOverride('DcrConfiguration.EnableStatus', 'Enabled')]],
    accepted: [['a pool where it is off', stack =>
      (new cognito.UserPool(stack, 'Pool').node.defaultChild as CfnResource).addPropertyOverride('DcrConfiguration', { EnableStatus: 'Disabled' })]],
  },
  {
    id: 'IssuerFormat',
    reported: [['a pool', stack => (new cognito.UserPool(stack, 'Pool').node.defaultChild as CfnResource).addPropertyOverride('IssuerConfiguration.Type', 'UPDATED')]],
    accepted: [['the default', stack => (new cognito.UserPool(stack, 'Pool').node.defaultChild as CfnResource).addPropertyOverride('IssuerConfiguration.Type', 'ORIGINAL')]],
  },
];

describe.each(CASES)('$id', ({ id, reported, accepted }) => {
  test.each([...reported])('is found for %s', (_, build) => {
    expect(withoutInformation(found(build))).toEqual([id]);
  });

  test.each([[['an app without a pool', () => undefined] as const, ...accepted]].flat())('is not found for %s', (_, build) => {
    expect(withoutInformation(found(build))).toEqual([]);
  });
});

describe('findings that need a hand-written trigger', () => {
  const withTrigger = (version: cognito.LambdaVersion, props: cognito.UserPoolProps, add: (pool: cognito.UserPool) => void = () => {}) =>
    found(stack => {
      const pool = new cognito.UserPool(stack, 'Pool', props);
      pool.addTrigger(CONFIG, other(stack), version);
      add(pool);
    }).filter(id => id !== 'HandWrittenTrigger');

  test('UnchangedAccessToken: V1 and scopes of a resource server', () => {
    expect(withTrigger(cognito.LambdaVersion.V1_0, {}, api)).toEqual(['UnchangedAccessToken']);
    expect(withTrigger(V2, {}, api)).toEqual([]);
    expect(withTrigger(cognito.LambdaVersion.V1_0, {}, pool => void pool.addClient('Web'))).toEqual([]);
  });

  test('LiteTrigger: V2 on the Lite plan', () => {
    expect(withTrigger(V2, { featurePlan: cognito.FeaturePlan.LITE })).toEqual(['LiteTrigger']);
    expect(withTrigger(cognito.LambdaVersion.V1_0, { featurePlan: cognito.FeaturePlan.LITE })).toEqual([]);
    expect(withTrigger(V2, {})).toEqual([]);
  });
});

test('the message names the attribute and the app clients, and the fix applies', () => {
  const app = newApp();
  const pool = new cognito.UserPool(new Stack(app, 'Stack'), 'Pool', { customAttributes: role });
  ['Web', 'App'].forEach(id => pool.addClient(id));
  TokenGovernance.of(app);
  expect(textsOf(app.synth())).toEqual([expect.stringMatching(
    /users can write 'custom:role', through Stack\/Pool\/Web, Stack\/Pool\/App: by its name, .*remove 'custom:role' from the writeAttributes of the app clients, or keep it in a table/,
  )]);
});

test('the error of a pool is reported by its own message', () => {
  const app = newApp();
  new cognito.CfnUserPool(new Stack(app, 'Stack'), 'Pool', { userPoolName: Lazy.string({ produce: () => { throw new Error('no name yet'); } }) });
  TokenGovernance.of(app);
  expect(errorOf(() => app.synth())).toContain('no name yet');
});

describe('TokenGovernance.of', () => {
  const handWritten = (stack: Stack, id = 'Pool'): cognito.UserPool => {
    const pool = new cognito.UserPool(stack, id);
    pool.addTrigger(CONFIG, lambda.Function.fromFunctionName(stack, `${id}Function`, 'other'), V2);
    return pool;
  };

  test.each<[string, (app: App, stage: Stage) => void]>([
    ['after the stages', app => void TokenGovernance.of(app)],
    ['of a stage', (_, stage) => void TokenGovernance.of(stage)],
    ['twice, of an app and of a part of it', (app, stage) => { TokenGovernance.of(stage); TokenGovernance.of(app); TokenGovernance.of(app); }],
  ])('reviews pools of stages, called %s', (_, govern) => {
    const app = newApp();
    const stage = new Stage(app, 'Dev');
    handWritten(new Stack(stage, 'Stack'));
    govern(app, stage);
    stage.synth();
    app.synth();
    const assembly = app.synth({ force: true });
    expect(textsOf(assembly)).toEqual([expect.stringMatching(/^LambdaConfig\.PreTokenGenerationConfig: /)]);
  });

  test('reviews a stage that is created later, with the warning on a stack outside of it if the CDK has no report', () => {
    const app = newApp();
    TokenGovernance.of(app);
    new CfnOutput(new Stack(app, 'Main'), 'Output', { value: 'x' });
    handWritten(new Stack(new Stage(app, 'Dev'), 'Stack'));
    expect(textsOf(app.synth())).toEqual([expect.stringMatching(HAS_REPORT ? /^LambdaConfig/ : /^Dev\/Stack\/Pool: LambdaConfig/)]);
  });

  test('reviews only the pools below its scope', () => {
    const app = newApp();
    const [first, second] = ['First', 'Second'].map(id => new Stack(app, id));
    TokenGovernance.of(first);
    handWritten(second);
    expect(textsOf(app.synth())).toEqual([]);
  });

  test('sees enrichers outside of its scope', () => {
    const app = newApp();
    const [pools, enrichers] = ['Pools', 'Enrichers'].map(id => new Stack(app, id));
    TokenGovernance.of(pools);
    enrich(enrichers, new cognito.UserPool(pools, 'Pool'), Attachment.customResource());
    expect(withoutInformation(textsOf(app.synth()).flatMap(text => IDS.exec(text)?.[1] ?? []))).toEqual([]);
  });

  test('has acknowledgeable findings on the construct of the pool', () => {
    const app = newApp();
    const stack = new Stack(app, 'Stack');
    TokenGovernance.of(app);
    const [first] = [handWritten(stack, 'First'), handWritten(stack, 'Second')];
    Annotations.of(first).acknowledgeWarning('cdk-cognito-token-enricher:HandWrittenTrigger', 'reviewed');
    const assembly = app.synth();
    expect(textsOf(assembly)).toHaveLength(1);
    const construct = (path: string): object => expect.objectContaining({
      constructPath: path,
      cloudFormationResource: expect.objectContaining({ logicalId: expect.stringMatching(path.slice('Stack/'.length)), propertyPaths: ['LambdaConfig.PreTokenGenerationConfig'] }),
    });
    expect(violationsIn(assembly.directory).map(({ violatingConstructs }) => violatingConstructs)).toEqual(HAS_REPORT ? [[construct('Stack/Second')]] : []);
    expect(violationsIn(assembly.directory, 'suppressedViolations').map(({ violatingConstructs }) => violatingConstructs))
      .toEqual(HAS_REPORT ? [[construct('Stack/First')]] : []);
  });

  test('sets naming conventions', () => {
    expect(errorOf(() => found((stack, app) => {
      TokenGovernance.of(app, { naming: { claimPrefix: 'shop.' } });
      enrich(stack, new cognito.UserPool(stack, 'Pool'));
    }))).toContain("a claim name that starts with 'shop.', required by the naming policy of the app");
  });

  test('does not fail for a pool with an error, which synthesis reports', () => {
    const broken = (stack: Stack): void => void new CfnResource(stack, 'Pool', { type: 'AWS::Cognito::UserPool', properties: { LambdaConfig: 'x', Schema: 1, UserPoolTier: {} } });
    expect(found(broken)).toEqual([]);
  });
});
