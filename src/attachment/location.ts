import type { CfnUserPool, IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { Arn, ArnFormat, Stack, Token } from '../cdk/aws-cdk-lib';
import { areDifferent, authorPath, type Environment } from '../cdk/stacks';
import type { Problem } from '../problems/problems';

/** Reports a user pool in another account or Region, as Cognito calls functions in its own account and Region. */
export function locationProblems(scope: IConstruct, pool: IUserPoolRef, resource: CfnUserPool | undefined): readonly Problem[] {
  const own = Stack.of(scope);
  const other = resource ? Stack.of(resource) : placeOf(pool, own);
  return other && areDifferent(own, other) ? [{
    check: 'UserPoolLocation',
    path: 'userPool',
    given: `${authorPath(resource ?? pool)}, in ${describe(other)}`,
    allowed: `a user pool in the account and Region of the function, ${describe(own)}`,
    fix: 'create the enricher in a stack of that account and Region; for the replica of a multi-Region user pool, use Attachment.replica()',
  }] : [];
}

/** The account and Region of an imported pool, from its ARN. If the id is known, its prefix is the Region. */
function placeOf({ userPoolRef: { userPoolId, userPoolArn } }: IUserPoolRef, { account }: Environment): Environment | undefined {
  if (!Token.isUnresolved(userPoolArn)) {
    const parts = Arn.split(userPoolArn, ArnFormat.SLASH_RESOURCE_NAME);
    return { account: parts.account ?? account, region: regionIn(userPoolId) ?? parts.region ?? '' };
  }
  const region = regionIn(userPoolId);
  return region === undefined ? undefined : { account, region };
}

/** The Region in which a pool was created, from its id; undefined if the id is not known. */
export function regionIn(userPoolId: string): string | undefined {
  return Token.isUnresolved(userPoolId) ? undefined : /^([\w-]+)_/.exec(userPoolId)?.[1];
}

function describe({ account, region }: Environment): string {
  return [account, region].map(name => Token.isUnresolved(name) ? 'unknown' : name).join('/');
}
