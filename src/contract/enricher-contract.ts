import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { contractOf } from './contract';
import { controlIn } from './control';
import type { Contract, Permission, TokenSize } from './model';
import { CONCATENATION, isIntrinsic, REFERENCE } from '../cdk/token-content';
import { contentOf } from '../cdk/tokens';
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

/** By construct paths, as logical ids and references to other stacks differ before and after synthesis. */
function permissionsIn(policy: PolicyDocument, scope: IConstruct): readonly Permission[] {
  const { Statement: statements } = contentOf(policy, scope).resolved as { readonly Statement: readonly Statement[] };
  return statements.map(({ Action: action, Resource: resource, Condition: conditions }) => ({
    actions: [action].flat().sort(),
    resources: [resource].flat().map(textOf).sort(),
    ...conditions !== undefined && { conditions: JSON.parse(stableStringify(conditions)) as Permission['conditions'] },
  }));
}

/** A resource with its references, as in `Fn::Sub`. */
function textOf(content: unknown): string {
  if (!isIntrinsic(content)) {
    return String(content);
  }
  const [[name, value]] = Object.entries(content) as ReadonlyArray<[string, unknown]>;
  switch (name) {
    case CONCATENATION: return (value as readonly unknown[]).map(textOf).join('');
    case REFERENCE: case 'Ref': return `\${${[value].flat().join('.')}}`;
    default: return JSON.stringify(content);
  }
}
