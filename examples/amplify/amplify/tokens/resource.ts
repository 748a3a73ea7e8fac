import type { Stack } from 'aws-cdk-lib';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Attachment, ClaimRule, ItemAttributeType, TableSource, TokenEnricher, Value } from 'cdk-cognito-token-enricher';

/** Sets claims from the table of the model Member. */
export function createTokens(stack: Stack, userPool: IUserPool, members: ITable): TokenEnricher {
  const member = TableSource.item('member', { table: members, key: { userId: Value.sub() } });
  return new TokenEnricher(stack, 'TokenEnricher', {
    userPool,
    // tables of Amplify refer to the user pool, so the function that reads them is attached after both exist
    attachment: Attachment.customResource(),
    claims: [
      ClaimRule.set('tenant', member.attribute('tenant', { valueType: ItemAttributeType.STRING }), { usedForAuthorization: true }),
      ClaimRule.set('plan', member.attribute('plan', { valueType: ItemAttributeType.STRING })),
    ],
  });
}
