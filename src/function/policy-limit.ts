import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { INLINE_POLICIES, policySize } from '../cdk/policy-size';
import type { Problem } from '../problems/problems';

/**
 * Reports permissions that do not fit into the role of the function.
 *
 * @param isTwice with an alias, the former policy stays until the end of a deployment
 */
export function policyProblems(scope: IConstruct, permissions: PolicyDocument, isTwice: boolean): readonly Problem[] {
  const size = policySize(scope, permissions.toJSON());
  const limit = isTwice ? INLINE_POLICIES / 2 : INLINE_POLICIES;
  return size <= limit ? [] : [{
    check: 'PolicySize',
    path: 'sources',
    given: `permissions of at least ${size.toLocaleString('en')} characters`,
    allowed: `${limit.toLocaleString('en')} characters${isTwice ? ': with aliasName, the role has the former permissions too until a deployment ends' : ', the limit of IAM for the inline policies of a role'}`,
    fix: `read fewer tables, or keep what the rules need in fewer of them${isTwice ? '; or leave out aliasName' : ''}`,
  }];
}
