import { Stack } from 'aws-cdk-lib';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { contractOf } from './contract';
import { controlIn } from './control';
import type { Contract, Permission, TokenSize } from './model';
import { isIntrinsic } from '../cdk/token-content';
import type { CheckedApp } from '../checks/app/app-check';
import type { RulesetDocument, TokenName } from '../core/document/document';
import { stableStringify, type Json } from '../core/document/json';
import { knownLimits } from '../token-size/known-limits';
import type { MaxTokenSize } from '../token-size/token-length';

/** The contract of an enricher, for all of its user pools. */
export function enricherContract(
  scope: IConstruct, document: RulesetDocument, policy: PolicyDocument, apps: readonly CheckedApp[], sizeOf: (token: TokenName) => MaxTokenSize,
): Contract {
  const sizes = (['ID', 'ACCESS'] as const).map((token): TokenSize => {
    const { withoutRules, longest, claims } = sizeOf(token);
    return { token, withoutRules, longest, unlimited: claims.filter(({ length }) => length === undefined).map(({ claim }) => claim) };
  });
  return contractOf(document, { enricher: scope.node.path, permissions: permissionsIn(policy, scope), sizes }, {
    limits: knownLimits(document, apps.map(({ pool }) => pool)),
    ...controlIn(apps, document),
  });
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Json;
}

function permissionsIn(policy: PolicyDocument, scope: IConstruct): readonly Permission[] {
  const { Statement: statements } = Stack.of(scope).resolve(policy) as { readonly Statement: readonly Statement[] };
  return statements.map(({ Action: action, Resource: resource, Condition: conditions }) => ({
    actions: [action].flat().sort(),
    resources: [resource].flat().map(textOf).sort(),
    ...conditions !== undefined && { conditions: JSON.parse(stableStringify(conditions)) as Permission['conditions'] },
  }));
}

/** A resource with its references, as `Fn::Sub` has them. */
function textOf(resource: unknown): string {
  if (!isIntrinsic(resource)) {
    return String(resource);
  }
  const [[name, content]] = Object.entries(resource) as ReadonlyArray<[string, unknown]>;
  switch (name) {
    case 'Ref': return `\${${String(content)}}`;
    case 'Fn::GetAtt': return `\${${[content].flat().join('.')}}`;
    case 'Fn::Join': {
      const [separator, parts] = content as [string, readonly unknown[]];
      return Array.isArray(parts) ? parts.map(textOf).join(separator) : JSON.stringify(resource);
    }
    default: return JSON.stringify(resource);
  }
}
