import type { IRole, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { INLINE_POLICIES, inlinePolicies, largePolicy, policySize } from '../cdk/policy-size';
import { fixed, sum } from '../cdk/reference-size';
import type { Findings } from '../problems/problems';

/**
 * Reports permissions that do not fit into the role of the function, together with all other inline policies of the role.
 *
 * @param isTwice with an alias, the former policy stays until the end of a deployment
 */
export function policyFindings(scope: IConstruct, permissions: PolicyDocument, role: IRole, isTwice: boolean): Findings {
  const own = policySize(scope, permissions.toJSON());
  const all = sum(inlinePolicies(scope, role), isTwice ? own : fixed(0));
  // a role that the app may not change does not have them
  const least = Math.max(own.least, all.least);
  const usual = Math.max(own.usual, all.usual);
  const others = usual - (isTwice ? 2 : 1) * own.usual;
  const allowed = `${INLINE_POLICIES.toLocaleString('en')} characters, the limit of IAM for the inline policies of a role${isTwice
    ? '; with aliasName, the role has the former permissions too until a deployment ends' : ''}`;
  const fix = `read fewer tables, or keep what the rules need in fewer of them${isTwice ? '; or leave out aliasName' : ''}${others > 0
    ? '; or move the other inline policies of the role to managed policies' : ''}`;
  const given = `permissions of at least ${least.toLocaleString('en')} characters`;
  return least > INLINE_POLICIES
    ? { problems: [{ check: 'PolicySize', path: 'sources', given, allowed, fix }], warnings: [] }
    : { problems: [], warnings: usual <= INLINE_POLICIES ? [] : [largePolicy('sources', given, usual, allowed, fix)] };
}
