import { CfnResource, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { Attachment, ClaimRule, ItemAttributeType, TableSource, TokenEnricher, Value, type TokenEnricherProps } from 'cdk-cognito-token-enricher';

/** The rules of both Regions, with the table of one Region. */
function rulesFor(table: dynamodb.ITable): Pick<TokenEnricherProps, 'claims'> {
  const profile = TableSource.item('profile', { table, key: { id: Value.sub() } });
  return { claims: [ClaimRule.set('plan', profile.attribute('plan', { valueType: ItemAttributeType.STRING }))] };
}

export interface FirstRegionProps extends StackProps {
  /** The Region of the replicas. */
  readonly replicaRegion: string;
}

/** The user pool and the table, with a replica of each in another Region. */
export class FirstRegionStack extends Stack {
  public readonly userPool: cognito.UserPool;
  public readonly table: dynamodb.TableV2;
  public readonly enricher: TokenEnricher;

  constructor(scope: Construct, id: string, { replicaRegion, ...props }: FirstRegionProps) {
    super(scope, id, props);
    this.table = new dynamodb.TableV2(this, 'Profiles', {
      tableName: 'profiles',
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      replicas: [{ region: replicaRegion }],
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.userPool = new cognito.UserPool(this, 'UserPool', { featurePlan: cognito.FeaturePlan.ESSENTIALS, signInAliases: { email: true } });
    // newer releases of the CDK have a class for it
    new CfnResource(this, 'Replica', { type: 'AWS::Cognito::UserPoolReplica', properties: { UserPoolId: this.userPool.userPoolId, RegionName: replicaRegion } });
    this.enricher = new TokenEnricher(this, 'TokenEnricher', { userPool: this.userPool, ...rulesFor(this.table) });
  }
}

export interface SecondRegionProps extends StackProps {
  /** The id that the user pool has in all Regions. */
  readonly userPoolId: string;
  readonly table: dynamodb.ITable;
}

/** The enricher of the replica: triggers are not replicated. */
export class SecondRegionStack extends Stack {
  public readonly enricher: TokenEnricher;

  constructor(scope: Construct, id: string, { userPoolId, table, ...props }: SecondRegionProps) {
    super(scope, id, props);
    this.enricher = new TokenEnricher(this, 'TokenEnricher', {
      userPool: cognito.UserPool.fromUserPoolId(this, 'UserPool', userPoolId),
      // nothing else configures triggers, e-mail or SMS of this replica
      attachment: Attachment.replica({ createConfiguration: true }),
      poolFacts: { featurePlan: cognito.FeaturePlan.ESSENTIALS },
      ...rulesFor(table),
    });
  }
}
