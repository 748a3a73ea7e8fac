import * as fs from 'fs';
import * as path from 'path';
import * as cdk from 'aws-cdk-lib';
import { Annotations, App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { IConstruct } from 'constructs';
import { ClaimRule, GroupRule, NamingPolicy, ScopeRule, TokenEnricher, TokenType, Value, type TokenEnricherProps } from '../../src';
import { HAS_REPORT } from '../../src/report/validation-report';
import { errorOf } from '../support/app';
import { notesOf, textsOf, violationsIn } from '../support/notes';

/** The context that the command line of the CDK passes to apps whose report it reads. */
const READS_REPORT = { '@aws-cdk/core:failSynthOnValidationErrors': false };

/** Two warnings, in another order than that of the props. */
const RULES: Partial<TokenEnricherProps> = {
  groups: [GroupRule.set({ groups: Value.groups().limit(2) })],
  scopes: [ScopeRule.add('a'), ScopeRule.suppress('unknown/scope')],
};
/** An error of the finished app, and a warning. */
const ESCALATION = { ...RULES, scopes: [ScopeRule.add('{{user.custom:role}}')] };

function appWith(scopeOf: (app: App) => Stack, props = RULES, context = {}): { readonly app: App; readonly enricher: TokenEnricher } {
  const app = new App({ analyticsReporting: false, treeMetadata: false, context });
  const stack = scopeOf(app);
  const userPool = new UserPool(stack, 'Pool', { selfSignUpEnabled: true, customAttributes: { role: new cdk.aws_cognito.StringAttribute({ mutable: true }) } });
  userPool.addClient('Web');
  return { app, enricher: new TokenEnricher(stack, 'TokenEnricher', { userPool, ...props }) };
}

const inStack = (app: App): Stack => new Stack(app, 'Stack');

interface Entry { readonly version: number; readonly findings: ReadonlyArray<Record<string, unknown>> }

/** The findings in the manifests of an assembly, as another tool reads them. */
function findingsIn(directory: string): readonly Entry[] {
  const { artifacts } = JSON.parse(fs.readFileSync(path.join(directory, 'manifest.json'), 'utf8'));
  return Object.values<any>(artifacts).flatMap(({ type, properties, metadata, additionalMetadataFile }) => {
    if (type === 'cdk:cloud-assembly') {
      return findingsIn(path.join(directory, properties.directoryName));
    }
    const all = metadata ?? (additionalMetadataFile && JSON.parse(fs.readFileSync(path.join(directory, additionalMetadataFile), 'utf8'))) ?? {};
    return Object.values<any>(all).flat().filter((entry: any) => entry.type === 'token-enricher:findings').map((entry: any): Entry => entry.data);
  });
}

const pathsIn = (assembly: CloudAssembly): unknown[] =>
  findingsIn(assembly.directory).flatMap(({ findings }) => findings.map(({ id, path: place }) => [place, id]));

const ROLES_REMAIN = {
  id: 'RolesRemain',
  severity: 'warning',
  path: 'groups[0]',
  construct: 'Stack/TokenEnricher',
  message: 'the rule sets groups but not iamRoles: identity pools still see the IAM roles of the groups that it removes',
  fix: 'set iamRoles too',
};

describe('the manifest has the findings of each enricher,', () => {
  test('in the order of the props, with nothing else', () => {
    const assembly = appWith(inStack).app.synth();
    const [{ version, findings }, ...others] = findingsIn(assembly.directory);
    expect([version, others]).toEqual([1, []]);
    expect(findings.map(({ id }) => id)).toEqual(['UnknownName', 'RolesRemain']);
    expect(findings[1]).toEqual(ROLES_REMAIN);
  });

  test('without a finding too, so that a tool knows that they were looked for', () => {
    expect(findingsIn(appWith(inStack, {}).app.synth().directory)).toEqual([{ version: 1, findings: [] }]);
  });

  test.each<[string, (app: App) => Stack]>([
    ['nested stack', app => new NestedStack(new Stack(app, 'Stack'), 'Nested')],
    ['stage', app => new Stack(new Stage(app, 'Dev'), 'Stack')],
  ])('in a %s', (_, scopeOf) => {
    expect(pathsIn(appWith(scopeOf).app.synth())).toEqual([['scopes[1].scope', 'UnknownName'], ['groups[0]', 'RolesRemain']]);
  });

  test('once, however often the app is synthesized', () => {
    const { app } = appWith(inStack);
    const once = pathsIn(app.synth());
    expect(pathsIn(app.synth({ force: true }))).toEqual(once);
    expect(notesOf(app.synth({ force: true }))).toHaveLength(2);
  });

  test('and those of a stage that was complete on a stack outside of it', () => {
    const { app } = appWith(each => new Stack(new Stage(each, 'Dev'), 'Stack'), { ...RULES, scopes: [ScopeRule.add('{{user.sub}}')] });
    (app.node.findChild('Dev') as Stage).synth();
    new cdk.CfnOutput(new Stack(app, 'Main'), 'Output', { value: 'x' });
    NamingPolicy.of(app).add({ scopePattern: 'api/.*' });
    const entries = findingsIn(app.synth().directory).map(({ findings }) => findings.map(({ id, construct }) => [construct, id]));
    expect(entries).toEqual(expect.arrayContaining([[['Dev/Stack/TokenEnricher', 'RolesRemain']], [['Dev/Stack/TokenEnricher', 'UncheckedName']]]));
    expect(entries).toHaveLength(2);
  });
});

test('a stage that was complete leaves nothing elsewhere if nothing comes later', () => {
  const { app } = appWith(each => new Stack(new Stage(each, 'Dev'), 'Stack'));
  (app.node.findChild('Dev') as Stage).synth();
  new cdk.CfnOutput(new Stack(app, 'Main'), 'Output', { value: 'x' });
  expect(findingsIn(app.synth().directory).map(({ findings }) => findings.map(({ id }) => id))).toEqual([['UnknownName', 'RolesRemain']]);
});

describe('an acknowledgment', () => {
  const ID = 'cdk-cognito-token-enricher:RolesRemain';
  const REASON = 'no identity pool uses it';
  const acknowledgedAs = (id: string) => (scope: IConstruct): void => (cdk as any).Validations.of(scope).acknowledge({ id, reason: REASON });

  test.each<[string, (scope: IConstruct) => void, string | true]>([
    ['with Annotations', scope => Annotations.of(scope).acknowledgeWarning(ID, 'no identity pool'), true],
    ...HAS_REPORT ? [
      ['with Validations', acknowledgedAs('TokenEnricher::RolesRemain'), REASON],
      ['with Validations and the id of the annotation', acknowledgedAs(ID), REASON],
    ] as Array<[string, (scope: IConstruct) => void, string]> : [],
  ])('%s hides the warning, and stays visible', (_, acknowledge, reason) => {
    // Annotations of the CDK do not look at the app for warnings that come later
    const ofApp = (enricher: TokenEnricher): IConstruct => enricher.node.root;
    const scopes = [(enricher: TokenEnricher): IConstruct => enricher, Stack.of, ...reason === true ? [] : [ofApp]];
    for (const scopeOf of scopes) {
      const { app, enricher } = appWith(inStack);
      acknowledge(scopeOf(enricher));
      const assembly = app.synth();
      const ids = textsOf(assembly).map(text => /:(\w+)\]$/.exec(text)![1]);
      expect(ids).toEqual(['UnknownName']);
      expect(findingsIn(assembly.directory)[0].findings[1]).toEqual({ ...ROLES_REMAIN, acknowledged: reason });
      expect(enricher.node.children.map(({ node }) => node.id)).not.toContain('TokenEnricherProbe');
      const hidden = violationsIn(assembly.directory, 'suppressedViolations');
      expect(hidden.map(({ ruleName, reason: said }) => [ruleName, said]))
        .toEqual(HAS_REPORT ? [['TokenEnricher::RolesRemain', reason === true ? 'acknowledged with Annotations' : reason]] : []);
    }
  });

  test('on the enricher hides warnings of the finished app too', () => {
    const { app, enricher } = appWith(inStack);
    Annotations.of(enricher).acknowledgeWarning('cdk-cognito-token-enricher:UnknownName');
    expect(textsOf(app.synth())).toEqual([expect.stringContaining('RolesRemain')]);
  });

  test('has the reason of the nearest construct', () => {
    const { app, enricher } = appWith(inStack);
    const reasons: ReadonlyArray<[IConstruct, string]> = [[enricher, 'of the enricher'], [Stack.of(enricher), 'of the stack']];
    // as Validations of the CDK leaves them
    reasons.forEach(([{ node }, reason]) => node.addMetadata('aws:cdk:acknowledged-rules', { 'TokenEnricher::RolesRemain': reason }));
    expect(findingsIn(app.synth().directory)[0].findings).toEqual(expect.arrayContaining([{ ...ROLES_REMAIN, acknowledged: 'of the enricher' }]));
  });

  test.each([
    ['acknowledgeInfo', 'ChosenVersion', [true, undefined]],
    ['acknowledgeWarning', 'ChosenVersion', [true, undefined]],
    ['acknowledgeInfo', 'RolesRemain', [undefined, true]],
  ] as const)('by %s is for the id %s, whatever its severity, as in the CDK', (method, id, acknowledged) => {
    const anything = Value.literal('{}').parseJson().property('a');
    const { app, enricher } = appWith(inStack, { groups: RULES.groups, claims: [ClaimRule.set('anything', anything, { tokens: [TokenType.ID] })] });
    Annotations.of(enricher)[method](`cdk-cognito-token-enricher:${id}`);
    const { findings } = findingsIn(app.synth().directory)[0];
    expect(['ChosenVersion', 'RolesRemain'].map(each => findings.find(finding => finding.id === each)!.acknowledged)).toEqual(acknowledged);
  });

  test('of one enricher is none of another', () => {
    const { app, enricher } = appWith(inStack);
    const other = new TokenEnricher(Stack.of(enricher), 'Other', { userPool: new UserPool(Stack.of(enricher), 'OtherPool'), groups: RULES.groups });
    Annotations.of(other).acknowledgeWarning(ID);
    const findings = findingsIn(app.synth().directory).flatMap(each => each.findings).filter(({ id }) => id === 'RolesRemain');
    expect(findings.map(({ construct, acknowledged }) => [construct, acknowledged])).toEqual([['Stack/TokenEnricher', undefined], ['Stack/Other', true]]);
  });
});

describe('errors of the finished app', () => {
  test('are thrown, with every CDK', () => {
    const { app } = appWith(inStack, ESCALATION);
    expect(errorOf(() => app.synth())).toMatch(/scopes\[0\]\.template: Provenance\n {2}given: /);
  });

  test('are in the report, if there is one and the command line reads it', () => {
    const { app } = appWith(inStack, ESCALATION, READS_REPORT);
    if (!HAS_REPORT) {
      expect(errorOf(() => app.synth())).toContain('Provenance');
      return;
    }
    const { directory } = app.synth();
    const [error, ...others] = violationsIn(directory);
    expect(others.map(({ ruleName }) => ruleName)).toEqual(['TokenEnricher::RolesRemain']);
    expect(error).toMatchObject({
      ruleName: 'TokenEnricher::Provenance',
      severity: 'fatal',
      description: expect.stringMatching(/^scopes\[0\]\.template: Provenance\n {2}given: .*\n {2}allowed: /),
      suggestedFix: expect.stringMatching(/^one of:\n- remove it from the writeAttributes/),
      violatingConstructs: [{
        constructPath: 'Stack/TokenEnricher',
        cloudFormationResource: { templatePath: 'Stack.template.json', logicalId: expect.stringMatching(/^TokenEnricherFunction/), propertyPaths: ['scopes[0].template'] },
      }],
    });
    expect(findingsIn(directory)[0].findings[0]).toMatchObject({ id: 'Provenance', severity: 'error', allowed: expect.any(String) });
  });

  test('fail commands for other stacks too', () => {
    const { app } = appWith(inStack, ESCALATION, READS_REPORT);
    new cdk.CfnOutput(new Stack(app, 'Other'), 'Output', { value: 'x' });
    if (HAS_REPORT) {
      const last = violationsIn(app.synth().directory).filter(({ ruleName }) => ruleName === 'TokenEnricher::Failed');
      expect(last).toEqual([expect.objectContaining({ severity: 'fatal', description: 'synthesis fails for errors of Stack/TokenEnricher' })]);
      expect(last[0].violatingConstructs).toEqual([{ constructPath: '' }]);
    }
  });

  test('are reported as the app is at the end', () => {
    const { app, enricher } = appWith(each => new Stack(new Stage(each, 'Dev'), 'Stack'), ESCALATION, READS_REPORT);
    if (HAS_REPORT) {
      (app.node.findChild('Dev') as Stage).synth();
      (Stack.of(enricher).node.findChild('Pool').node.findChild('Web').node.defaultChild as cdk.aws_cognito.CfnUserPoolClient).writeAttributes = ['email'];
      expect(violationsIn(app.synth().directory).map(({ ruleName }) => ruleName)).toEqual(['TokenEnricher::RolesRemain']);
    }
  });
});

test('an app without a finding has no report of the library', () => {
  expect(violationsIn(appWith(inStack, {}).app.synth().directory)).toEqual([]);
});
