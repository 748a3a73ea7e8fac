import { App, Stack, Stage } from 'aws-cdk-lib';
import { CfnUserPoolClient, FeaturePlan, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import * as pipelines from 'aws-cdk-lib/pipelines';
import { Attachment, NamingPolicy, ScopeRule, TokenEnricher, Value } from '../../src';
import { HAS_REPORT } from '../../src/report/validation-report';
import { errorOf } from '../support/app';
import { textsOf } from '../support/notes';

const env = { account: '111111111111', region: 'us-east-1' };
const POOL = 'us-east-1_abc';

/** An app with a pipeline. Its enricher is in a stage, which the pipeline synthesizes as soon as the stage is added. */
class PipelineApp {
  public readonly app = new App({ analyticsReporting: false });
  public readonly stack = new Stack(this.app, 'Pipeline', { env });
  public readonly stage = new Stage(this.app, 'Dev', { env });
  private readonly pipeline: pipelines.CodePipeline;

  constructor() {
    const input = pipelines.CodePipelineSource.s3(Bucket.fromBucketName(this.stack, 'Bucket', 'src'), 'a.zip');
    this.pipeline = new pipelines.CodePipeline(this.stack, 'Pipeline', { synth: new pipelines.ShellStep('Synth', { input, commands: ['true'] }) });
    const staged = new Stack(this.stage, 'Stack');
    new TokenEnricher(staged, 'TokenEnricher', {
      userPool: UserPool.fromUserPoolId(staged, 'Pool', POOL),
      attachment: Attachment.customResource(),
      poolFacts: { featurePlan: FeaturePlan.ESSENTIALS, userWritableAttributes: [], mappedAttributes: {} },
      scopes: [ScopeRule.add('{{user.custom:role}}')],
    });
  }

  public addStage(stage = this.stage): void {
    this.pipeline.addStage(stage);
  }

  /** A stage with an app client of the pool. */
  public addClients(writeAttributes: string[], userPoolId = POOL): void {
    const stage = new Stage(this.app, 'Clients', { env });
    new CfnUserPoolClient(new Stack(stage, 'Stack'), 'Web', { userPoolId, writeAttributes });
    this.addStage(stage);
  }

  /** Our warnings in all stacks. */
  public warnings(): readonly string[] {
    return textsOf(this.app.synth()).filter(text => text.includes('cdk-cognito-token-enricher:') && !text.includes('ChosenVersion'));
  }
}

describe('an enricher in a stage that a pipeline has synthesized', () => {
  test.each<[string, (app: PipelineApp) => void]>([
    ['before', app => { app.addClients(['custom:role']); app.addStage(); }],
    ['after', app => { app.addStage(); app.addClients(['custom:role']); }],
    ['after synth()', app => { app.stage.synth(); app.addClients(['custom:role']); }],
  ])('sees app clients of stages that are added %s it', (_, add) => {
    expect(errorOf(() => { const app = new PipelineApp(); add(app); app.warnings(); })).toContain("userAttribute('custom:role'): users can write it");
  });

  test.each<[string, (app: PipelineApp) => void]>([
    ['that write something else', app => app.addClients(['locale'])],
    ['of another pool', app => app.addClients(['custom:role'], 'us-east-1_def')],
  ])('accepts app clients %s', (_, addClients) => {
    const app = new PipelineApp();
    app.addStage();
    addClients(app);
    expect(app.warnings()).toEqual([]);
  });

  test('has a warning of a policy that is added later, on a stack that is not yet written', () => {
    const app = new PipelineApp();
    app.addStage();
    NamingPolicy.of(app.app).add({ scopePattern: 'api/.*' });
    expect(app.warnings()).toEqual([expect.stringMatching(HAS_REPORT ? /^scopes\[0\]\.template: / : /^Dev\/Stack\/TokenEnricher: scopes\[0\]\.template: .*the pattern 'api\/\.\*' of the naming policy of the app/)]);
  });

  test('does not repeat its warnings', () => {
    const app = new PipelineApp();
    NamingPolicy.of(app.app).add({ scopePattern: 'api/.*' });
    app.addStage();
    expect(app.warnings()).toEqual([expect.stringMatching(/^scopes\[0\]\.template: /)]);
  });

  test('needs no pipeline', () => {
    const app = new App({ analyticsReporting: false });
    const stage = new Stage(app, 'Dev', { env });
    const stack = new Stack(stage, 'Stack');
    new TokenEnricher(stack, 'TokenEnricher', { userPool: new UserPool(stack, 'Pool'), scopes: [ScopeRule.addAll(Value.literal(['a']))] });
    stage.synth();
    NamingPolicy.of(app).add({ scopePrefix: 'api/' });
    expect(errorOf(() => app.synth())).toContain("that starts with 'api/'");
  });
});
