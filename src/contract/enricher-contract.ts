import type { IRole, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { contractOf } from './contract';
import { controlIn } from './control';
import type { Contract, TokenSize } from './model';
import { rolePermissions } from './role-permissions';
import type { CheckedApp } from '../checks/app/app-check';
import type { RulesetDocument, TokenName } from '../core/document/document';
import { knownLimits } from '../token-size/known-limits';
import type { MaxTokenSize } from '../token-size/token-length';

/** The contract of an enricher, for all of its user pools. */
export function enricherContract(
  scope: IConstruct,
  document: RulesetDocument,
  role: IRole,
  policy: PolicyDocument,
  apps: readonly CheckedApp[],
  sizeOf: (token: TokenName) => MaxTokenSize,
): Contract {
  const sizes = (['ID', 'ACCESS'] as const).map((token): TokenSize => {
    const { withoutRules, longest, claims } = sizeOf(token);
    return { token, withoutRules, longest, unlimited: claims.filter(({ length }) => length === undefined).map(({ claim }) => claim) };
  });
  return contractOf(document, { enricher: scope.node.path, ...rolePermissions(scope, role, policy), sizes }, {
    limits: knownLimits(document, apps.map(({ pool }) => pool)),
    ...controlIn(apps, document),
  });
}
