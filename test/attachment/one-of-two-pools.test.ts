import { App, CfnCondition, CfnParameter, Fn, Lazy, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Attachment, ClaimRule, ScopeRule, TokenEnricher, Value, type TokenEnricherProps } from '../../src';
import { errorOf } from '../support/app';
import { textsOf } from '../support/notes';
import { newApp } from '../support/stacks';

interface Given {
  readonly stack: Stack;
  /** One pool or the other, as a condition decides. */
  readonly either: cognito.IUserPool;
  readonly one: cognito.UserPool;
  readonly other: cognito.UserPool;
}

/** A user pool that is one of two: each of the app, or one of the app and one that exists already. */
const EITHER: { readonly [kind: string]: (stack: Stack, one: string, other: string) => string } = {
  'two pools of the app': (stack, one, other) => Fn.conditionIf(condition(stack), one, other).toString(),
  'two pools of the app, by a lazy value': (stack, one, other) => Lazy.string({ produce: () => Fn.conditionIf(condition(stack), one, other).toString() }),
  'a condition in a condition': (stack, one, other) =>
    Fn.conditionIf(condition(stack), 'us-east-1_existing', Fn.conditionIf(condition(stack), one, other)).toString(),
};

const condition = (stack: Stack): string =>
  (stack.node.tryFindChild('UseOne') as CfnCondition | undefined ?? new CfnCondition(stack, 'UseOne', { expression: Fn.conditionEquals('a', 'b') })).logicalId;

function given(poolId: (stack: Stack, one: string, other: string) => string): Given {
  const stack = new Stack(newApp(), 'Stack');
  const [one, other] = ['One', 'Other'].map(id => new cognito.UserPool(stack, id, { customAttributes: { role: new cognito.StringAttribute({ mutable: true }) } }));
  return { stack, one, other, either: cognito.UserPool.fromUserPoolId(stack, 'Either', poolId(stack, one.userPoolId, other.userPoolId)) };
}

const ROLE: Partial<TokenEnricherProps> = { scopes: [ScopeRule.suppress('api/write', { when: Value.userAttribute('custom:role').isEqualTo('reader') })] };
const PLAIN: Partial<TokenEnricherProps> = { claims: [ClaimRule.set('a', Value.literal('x'))] };
const enrich = ({ stack, either }: Given, props: Partial<TokenEnricherProps>) => new TokenEnricher(stack, 'TokenEnricher', { userPool: either, ...props });
const synthesize = ({ stack }: Given) => (stack.node.root as App).synth().getStackByName('Stack');
const textsIn = ({ stack }: Given): readonly string[] => textsOf((stack.node.root as App).synth());
const LOCALE = new cognito.ClientAttributes().withStandardAttributes({ locale: true });
const narrow = (pool: cognito.UserPool, id: string) => pool.addClient(id, { writeAttributes: LOCALE });

describe.each(Object.entries(EITHER))('%s', (_, poolId) => {
  test('the clients of each pool count', () => {
    const app = given(poolId);
    narrow(app.one, 'Narrow');
    app.other.addClient('Wide');
    enrich(app, ROLE);
    const message = errorOf(() => synthesize(app));
    ['Provenance', 'Stack/Other/Wide'].forEach(text => expect(message).toContain(text));
    expect(message).not.toContain('Stack/One/Narrow');
  });

  test('the message says that the app creates both', () => {
    const app = given(poolId);
    narrow(app.one, 'App');
    narrow(app.other, 'App');
    enrich(app, PLAIN);
    const messages = textsIn(app).join();
    expect(messages).toContain('attached with a custom resource, as only the deployment knows whether it is Stack/One or Stack/Other: Attachment.customResource()');
    expect(messages).not.toContain('does not create');
    const message = errorOf(() => new TokenEnricher(app.stack, 'Second', { userPool: app.either, attachment: Attachment.inTemplate(), ...PLAIN }));
    expect(message).toContain('Stack/Either: only the deployment knows whether it is Stack/One or Stack/Other');
  });

  test('the schema of each pool counts', () => {
    const app = given(poolId);
    (app.other.node.defaultChild as cognito.CfnUserPool).schema = [];
    enrich(app, { claims: [ClaimRule.set('a', Value.userAttribute('custom:role'), { usedForAuthorization: false })] });
    const message = errorOf(() => synthesize(app));
    ['UnknownAttribute', "'custom:role', for Stack/Other\n"].forEach(text => expect(message).toContain(text));
  });

  test('the custom resource runs again when the definition of either changes', () => {
    const definitionOf = (change: (app: Given) => void): string => {
      const app = given(poolId);
      enrich(app, PLAIN);
      change(app);
      const [resource] = Object.values<any>(synthesize(app).template.Resources).filter(({ Type }) => Type === 'Custom::CognitoTokenEnricherAttachment');
      return resource.Properties.PoolDefinition;
    };
    const rename = (pool: cognito.UserPool): void => { (pool.node.defaultChild as cognito.CfnUserPool).userPoolName = 'renamed'; };
    const definitions = [() => undefined, (app: Given) => rename(app.one), (app: Given) => rename(app.other)].map(definitionOf);
    expect(definitions).not.toContain(undefined);
    expect(new Set(definitions).size).toBe(3);
  });

  test('a trigger in the template of either is reported', () => {
    const app = given(poolId);
    enrich(app, PLAIN);
    (app.other.node.defaultChild as cognito.CfnUserPool).lambdaConfig = { preTokenGeneration: 'arn:aws:lambda:us-east-1:111122223333:function:old' };
    expect(errorOf(() => synthesize(app))).toContain('Stack/Other');
  });

  test('a cycle through either is reported', () => {
    const app = given(poolId);
    const enricher = enrich(app, {
      claims: [ClaimRule.set('a', Value.literal(app.other.userPoolProviderName), { usedForAuthorization: false })], attachment: Attachment.none(),
    });
    const preTokenGenerationConfig = { lambdaArn: enricher.handler.functionArn, lambdaVersion: 'V1_0' };
    (app.other.node.defaultChild as cognito.CfnUserPool).lambdaConfig = { preTokenGenerationConfig };
    const message = errorOf(() => synthesize(app));
    ['Cycle', 'Stack/Other'].forEach(text => expect(message).toContain(text));
  });

  test('narrow clients of both are no finding of the pools of the app', () => {
    const app = given(poolId);
    [app.one, app.other].forEach(pool => narrow(pool, 'Narrow'));
    enrich(app, ROLE);
    expect(() => synthesize(app)).not.toThrow();
  });
});

test('between a pool of the app and a parameter, unseen writers are told, and those of the app are errors', () => {
  const bring = (app: Given): cognito.IUserPool => {
    const existing = new CfnParameter(app.stack, 'PoolId');
    return cognito.UserPool.fromUserPoolId(app.stack, 'Bring', Fn.conditionIf(condition(app.stack), app.one.userPoolId, existing.valueAsString).toString());
  };
  const quiet = given(EITHER['two pools of the app']);
  narrow(quiet.one, 'Narrow');
  enrich({ ...quiet, either: bring(quiet) }, ROLE);
  const warnings = textsIn(quiet);
  expect(warnings.filter(text => text.includes('UnseenWriters'))).toHaveLength(1);

  const loud = given(EITHER['two pools of the app']);
  loud.one.addClient('Wide');
  enrich({ ...loud, either: bring(loud) }, ROLE);
  expect(errorOf(() => synthesize(loud))).toContain('Stack/One/Wide');
});
