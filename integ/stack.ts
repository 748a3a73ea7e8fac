import { writeFileSync } from 'fs';
import * as path from 'path';
import { AssetHashType, Aws, CfnOutput, DockerImage, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { buildSync } from 'esbuild';
import { GROUP, OUTPUTS, RESOURCE, type Outputs } from './names';
import { DOCUMENT_FILE, DOCUMENT_VERSION, type RulesetDocument } from '../src/core/document/document';

/** User pools whose triggers respond as each question needs it. Nothing in it outlives the stack. */
export class ProbeStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const [v3, v1] = [this.trigger('V3Function'), this.trigger('V1Function')];

    const v3Pool = this.pool('V3Pool', cognito.FeaturePlan.ESSENTIALS);
    v3Pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, v3, cognito.LambdaVersion.V3_0);
    const web = v3Pool.addClient('Web', { authFlows: { userPassword: true } });
    const narrow = v3Pool.addClient('Narrow', {
      authFlows: { userPassword: true }, readAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }),
    });
    const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read' });
    const server = v3Pool.addResourceServer('ResourceServer', { identifier: RESOURCE, scopes: [read] });
    const machine = v3Pool.addClient('Machine', {
      generateSecret: true, oAuth: { flows: { clientCredentials: true }, scopes: [cognito.OAuthScope.resourceServer(server, read)] },
    });
    // the prefix must be unique in the Region: a part of the stack's id is
    const prefix = Fn.select(2, Fn.split('/', Aws.STACK_ID));
    const domain = v3Pool.addDomain('Domain', { cognitoDomain: { domainPrefix: `probe-${prefix}` } });
    this.group(v3Pool);

    const v1Pool = this.pool('V1Pool', cognito.FeaturePlan.LITE);
    v1Pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, v1, cognito.LambdaVersion.V1_0);
    const v1Web = v1Pool.addClient('Web', { authFlows: { userPassword: true } });

    // questions about UpdateUserPool reset its settings
    const settingsPool = this.pool('SettingsPool', cognito.FeaturePlan.ESSENTIALS);
    // the local issuer serves pools with clients only
    settingsPool.addClient('Web');

    const outputs: Outputs = {
      Region: this.region,
      BaseUrl: domain.baseUrl(),
      V3Pool: v3Pool.userPoolId,
      V1Pool: v1Pool.userPoolId,
      SettingsPool: settingsPool.userPoolId,
      WebClient: web.userPoolClientId,
      NarrowClient: narrow.userPoolClientId,
      MachineClient: machine.userPoolClientId,
      V1WebClient: v1Web.userPoolClientId,
      V3Function: v3.functionArn,
      V1Function: v1.functionArn,
    };
    for (const name of OUTPUTS) {
      new CfnOutput(this, `${name}Output`, { value: outputs[name] }).overrideLogicalId(name);
    }
  }

  private pool(id: string, featurePlan: cognito.FeaturePlan): cognito.UserPool {
    return new cognito.UserPool(this, id, { featurePlan, signInAliases: { username: true }, removalPolicy: RemovalPolicy.DESTROY });
  }

  private trigger(id: string): lambda.Function {
    const trigger = new lambda.Function(this, id, {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: triggerCode(),
      logGroup: new logs.LogGroup(this, `${id}Logs`, { retention: logs.RetentionDays.ONE_DAY, removalPolicy: RemovalPolicy.DESTROY }),
    });
    // the local issuer runs functions with this metadata only
    (trigger.node.defaultChild as lambda.CfnFunction).addMetadata('token-enricher', { path: trigger.node.path });
    return trigger;
  }

  /** A group with a role, for the claims about roles. The role has no permissions, and nobody can assume it. */
  private group(pool: cognito.UserPool): void {
    const role = new iam.Role(this, 'GroupRole', {
      assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': `${this.region}:00000000-0000-0000-0000-000000000000` },
      }),
    });
    pool.addGroup('Group', { groupName: GROUP, role, precedence: 1 });
  }
}

const NO_RULES: RulesetDocument = {
  version: DOCUMENT_VERSION, digest: '', triggerVersion: 'V3_0', rules: [], sources: {}, slots: {}, clients: {}, trustedAttributes: {},
};

/** The trigger, and a document without rules beside it: the local issuer reads one. */
function triggerCode(): lambda.Code {
  return lambda.Code.fromAsset(__dirname, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-used'),
      local: {
        tryBundle: folder => {
          buildSync({
            entryPoints: [path.join(__dirname, 'trigger.ts')], outfile: path.join(folder, 'index.mjs'), bundle: true, platform: 'node', format: 'esm', target: 'node24', logLevel: 'error',
          });
          writeFileSync(path.join(folder, DOCUMENT_FILE), JSON.stringify(NO_RULES));
          return true;
        },
      },
    },
  });
}
