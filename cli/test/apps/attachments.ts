import { CfnParameter, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Attachment, ClaimRule, TokenEnricher, TokenType, Value } from 'cdk-cognito-token-enricher';
import type { Construct } from 'constructs';

/** Enrichers of pools that the app does not create, by each way to name and attach them, one with a role of another app. */
export class AttachmentsStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, { env: { region: 'eu-west-1', account: '123456789012' }, ...props });
    const claims = [ClaimRule.set('a', Value.literal('b'), { tokens: [TokenType.ID] })];
    const poolNamed = (name: string, poolId: string): cognito.IUserPool => cognito.UserPool.fromUserPoolId(this, name, poolId);
    const parameter = new CfnParameter(this, 'PoolId');
    new TokenEnricher(this, 'OfReplica', {
      userPool: poolNamed('Replicated', 'us-east-1_AbCdEf123'),
      attachment: Attachment.replica({ createConfiguration: true }),
      claims,
      role: iam.Role.fromRoleArn(this, 'Role', 'arn:aws:iam::123456789012:role/path/mine'),
    });
    new TokenEnricher(this, 'OfParameter', { userPool: poolNamed('ByParameter', parameter.valueAsString), claims, aliasName: 'live' });
    new TokenEnricher(this, 'OfImport', { userPool: poolNamed('ByImport', Fn.importValue('Other-Pool')), claims });
    new TokenEnricher(this, 'Unattached', { userPool: poolNamed('Own', 'eu-west-1_AbCdEf123'), attachment: Attachment.none(), claims });
  }
}
