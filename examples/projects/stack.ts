import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { ClaimRule, TableSource, TokenEnricher, TokenType, Value, ItemAttributeType } from 'cdk-cognito-token-enricher';

export interface ProjectsStackProps extends StackProps {
  /**
   * Prefix of the domain of the sign-in page, unique in its Region.
   *
   * @default - no sign-in page
   */
  readonly domainPrefix?: string;
}

/** Sets claims of the ID token from a table, with one read for each sign-in. */
export class ProjectsStack extends Stack {
  public readonly enricher: TokenEnricher;

  constructor(scope: Construct, id: string, props: ProjectsStackProps = {}) {
    super(scope, id, props);
    const userPool = new cognito.UserPool(this, 'UserPool', { signInAliases: { username: true, email: true } });
    userPool.addClient('WebClient', {
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
        callbackUrls: ['http://localhost:3000/callback'],
      },
    });
    if (props.domainPrefix !== undefined) {
      userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: props.domainPrefix } });
    }
    const table = new dynamodb.Table(this, 'UserInfoTable', {
      tableName: 'UserInfoTable',
      partitionKey: { name: 'userName', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const userInfo = TableSource.item('userInfo', { table, key: { userName: Value.username() } });
    this.enricher = new TokenEnricher(this, 'TokenEnricher', {
      userPool,
      claims: [
        ClaimRule.set('userName', Value.username(), { tokens: [TokenType.ID] }),
        // declared as a string, so that the ID token can carry it on every feature plan
        ClaimRule.set('projects', userInfo.attribute('projects', { valueType: ItemAttributeType.STRING }), { tokens: [TokenType.ID] }),
      ],
    });
  }
}
