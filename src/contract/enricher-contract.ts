import type { IRole, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { contractOf } from './contract';
import type { Contract, Permission, TokenSize, ValueControl } from './model';
import type { ContractFacts } from './token-context';
import { originalClaims, type OriginalClaim } from '../analysis/access-decisions';
import { contributionsTo, contributionsToSource, levelOf, type Contribution, type ProvenanceContext } from '../analysis/provenance';
import { rolePolicies, type RenderedStatement } from '../cdk/policies';
import { mapsIn } from '../cdk/token-content';
import { contentText, resolveToTexts } from '../cdk/tokens';
import type { CheckedApp } from '../checks/app/app-check';
import { LEVELS, type Rule, type RulesetDocument, type TokenName } from '../core/document/document';
import { expressionsOf } from '../core/document/expressions';
import { stableStringify } from '../core/document/json';
import { knownLimits } from '../token-size/max-token-size';
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

/** Those who control values, in all user pools of an enricher. */
function controlIn(apps: readonly CheckedApp[], document: RulesetDocument): Pick<ContractFacts, 'controlOf' | 'controlOfSource'> {
  const originals = originalClaims(document.rules);
  return {
    controlOf: rules => {
      const parts = rules.flatMap(rule => contributionsToRule(rule, originals.filter(original => original.rule === rule), document));
      return controlOf(parts, apps);
    },
    controlOfSource: name => controlOf(contributionsToSource(name, document), apps),
  };
}

/** The condition and the values together, and the claim of Cognito that a rule lets through. */
function contributionsToRule(rule: Rule, originals: readonly OriginalClaim[], document: RulesetDocument): readonly Contribution[] {
  const context: ProvenanceContext = { ...document, subjects: rule.subjects };
  const requestsScopes = rule.kind === 'addScope' || rule.kind === 'keepScopes';
  return [
    ...expressionsOf(rule).flatMap(([member, expression]) => contributionsTo(expression, { ...context, ...requestsScopes && member === 'value' && { requestsScopes } })),
    ...originals.flatMap(({ expression }) => contributionsTo(expression, context)),
  ];
}

function controlOf(parts: readonly Contribution[], apps: readonly CheckedApp[]): ValueControl {
  const found = apps.flatMap(({ writers }) => parts.map(part => levelOf(part, writers)));
  const attributes = [...new Set(parts.flatMap(({ attribute }) => attribute ?? []))].sort();
  return {
    // without values, the rules decide alone
    level: [...LEVELS].reverse().find(level => found.includes(level)) ?? 'OPERATOR',
    ...attributes.length > 0 && { attributes },
    ...found.includes(undefined) && { isUncertain: true as const },
  };
}

/**
 * The permissions of the role of the function: those that rules need, also if the app may not change the role, and those that the author grants.
 * Resources are named by construct paths, as logical ids and references to other stacks differ before and after synthesis.
 */
function rolePermissions(scope: IConstruct, role: IRole, needed: PolicyDocument): Pick<Contract, 'permissions' | 'managedPolicies'> {
  const resolve = (_: IConstruct, value: unknown): unknown => resolveToTexts(value, scope);
  const { documents, managed } = rolePolicies(scope, role, resolve);
  const permissions = [resolve(scope, needed), ...documents].flatMap(statementsOf).map(permissionOf);
  return {
    permissions: [...new Map(permissions.map(each => [stableStringify(each), each])).values()],
    ...managed.length > 0 && { managedPolicies: managed.map(contentText).sort() },
  };
}

function statementsOf(document: unknown): readonly RenderedStatement[] {
  return mapsIn<{ readonly Statement?: unknown }>([document]).flatMap(({ Statement: statements }) => mapsIn<RenderedStatement>([statements].flat()));
}

function permissionOf({ Effect, Action, NotAction, Resource, NotResource, Condition }: RenderedStatement): Permission {
  const list = (name: keyof Permission, value: unknown): Permission => value === undefined ? {} : { [name]: [value].flat().map(contentText).sort() };
  return {
    ...Effect === 'Deny' && { effect: 'Deny' },
    ...list('actions', Action),
    ...list('notActions', NotAction),
    ...list('resources', Resource),
    ...list('notResources', NotResource),
    ...Condition !== undefined && { conditions: JSON.parse(stableStringify(Condition)) as Permission['conditions'] },
  };
}
