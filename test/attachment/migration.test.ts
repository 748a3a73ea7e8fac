import { Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ClaimRule, ScopeRule, Subject, TokenType, Value, type TokenEnricherProps } from '../../src';
import { enrich, failure, newApp, otherFunction } from '../support/stacks';

type Template = { readonly [id: string]: { readonly Type: string; readonly Properties: any } };

/** The resources of a live pool, with a trigger set by hand or by an enricher. */
function deployed(trigger: (stack: Stack, pool: cognito.UserPool) => unknown, props: cognito.UserPoolProps = {}): Template {
  const app = newApp();
  const stack = new Stack(app, 'A');
  const pool = new cognito.UserPool(stack, 'Pool', props);
  pool.addTrigger(cognito.UserPoolOperation.PRE_SIGN_UP, otherFunction(stack));
  trigger(stack, pool);
  return app.synth().getStackByName('A').template.Resources;
}

const poolIn = (template: Template): any => Object.values(template).find(({ Type }) => Type === 'AWS::Cognito::UserPool')!.Properties;
const idsOf = (template: Template, type: string): readonly string[] =>
  Object.entries(template).flatMap(([id, { Type }]) => Type === type ? [id] : []);
/** The properties without the trigger. */
const restOf = (template: Template): unknown => {
  const { LambdaConfig: { PreTokenGeneration, PreTokenGenerationConfig, ...others }, ...rest } = poolIn(template);
  return { ...rest, LambdaConfig: others };
};
const withRules = (rules: Partial<TokenEnricherProps>) => (stack: Stack, pool: cognito.UserPool) => enrich(stack, pool, rules);

const V1 = { claims: [ClaimRule.set('a', Value.email(), { tokens: [TokenType.ID] })] };
const V2 = { ...V1, scopes: [ScopeRule.add('a')] };
const V3 = { ...V2, scopes: [ScopeRule.add('a'), ScopeRule.add('b', { subjects: [Subject.MACHINE] })] };

test.each<[string, cognito.UserPoolOperation]>([
  ['the legacy key', cognito.UserPoolOperation.PRE_TOKEN_GENERATION],
  ['the newer key', cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG],
])('from a handwritten function under %s: the trigger changes, only the newer key is used, and nothing else changes', (_, operation) => {
  const before = deployed((stack, pool) => pool.addTrigger(operation, otherFunction(new Stack(stack, 'More'))));
  const after = deployed(withRules(V1));
  expect(Object.keys(poolIn(after).LambdaConfig).sort()).toEqual(['PreSignUp', 'PreTokenGenerationConfig']);
  expect(restOf(after)).toEqual(restOf(before));
});

test.each<[string, Partial<TokenEnricherProps>, string, Partial<TokenEnricherProps>, string]>([
  ['up', V1, 'V1_0', V2, 'V2_0'],
  ['up again', V2, 'V2_0', V3, 'V3_0'],
  ['back down', V3, 'V3_0', V1, 'V1_0'],
])('the version follows the rules, %s: the function, its role and its permission stay the same resources', (_, rules, from, others, to) => {
  const [before, after] = [deployed(withRules(rules)), deployed(withRules(others))];
  expect([before, after].map(each => poolIn(each).LambdaConfig.PreTokenGenerationConfig.LambdaVersion)).toEqual([from, to]);
  expect(restOf(after)).toEqual(restOf(before));
  for (const type of ['AWS::Lambda::Function', 'AWS::IAM::Role', 'AWS::Lambda::Permission', 'AWS::Cognito::UserPool']) {
    expect(idsOf(after, type)).toEqual(idsOf(before, type));
  }
});

describe('the Lite plan', () => {
  const featurePlan = cognito.FeaturePlan.LITE;

  test('has events of V1_0, and supports rules that V1_0 can carry', () => {
    expect(poolIn(deployed(withRules(V1), { featurePlan })).LambdaConfig.PreTokenGenerationConfig.LambdaVersion).toBe('V1_0');
  });

  test.each([['V2_0', V2], ['V3_0', V3]] as const)('fails with rules that need %s', (_, rules) => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      enrich(stack, new cognito.UserPool(stack, 'Pool', { featurePlan }), rules);
    });
    expect(message).toContain('FeaturePlan');
  });
});
