import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { areDifferent, type Environment } from '../cdk/environments';
import type { Problem } from '../problems/problems';

/** Amazon Cognito calls functions of its own account and Region. */
export function locationProblems(scope: IConstruct, pool: IUserPoolRef, resource: CfnUserPool | undefined): readonly Problem[] {
  const own = Stack.of(scope);
  const other = resource ? Stack.of(resource) : placeOf(pool, own);
  return other && areDifferent(own, other) ? [{
    check: 'UserPoolLocation',
    path: 'userPool',
    given: `${(resource ?? pool).node.path}, in ${describe(other)}`,
    allowed: `a user pool in the account and Region of the function, ${describe(own)}`,
    fix: 'create the enricher in a stack of that account and Region; for the replica of a multi-Region user pool, use Attachment.replica()',
  }] : [];
}

/** As the ARN says and, of a pool that is imported by its id, as the id begins. */
function placeOf({ userPoolRef: { userPoolId, userPoolArn } }: IUserPoolRef, { account }: Environment): Environment | undefined {
  if (!Token.isUnresolved(userPoolArn)) {
    const parts = Arn.split(userPoolArn, ArnFormat.SLASH_RESOURCE_NAME);
    return { account: parts.account ?? account, region: regionIn(userPoolId) ?? parts.region ?? '' };
  }
  const region = regionIn(userPoolId);
  return region === undefined ? undefined : { account, region };
}

/** The Region in which a pool was made, where its id is known. */
export function regionIn(userPoolId: string): string | undefined {
  return Token.isUnresolved(userPoolId) ? undefined : /^([\w-]+)_/.exec(userPoolId)?.[1];
}

function describe({ account, region }: Environment): string {
  return [account, region].map(name => Token.isUnresolved(name) ? 'unknown' : name).join('/');
}
