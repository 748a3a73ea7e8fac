import type { IRole, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { Contract, Permission } from './model';
import { rolePolicies, type RenderedStatement } from '../cdk/role-policies';
import { mapsIn } from '../cdk/token-content';
import { contentText, resolveToTexts } from '../cdk/tokens';
import { stableStringify } from '../core/document/json';

/**
 * The permissions of the role of the function: those that rules need, also if the app may not change the role, and those that the author grants.
 * Resources are named by construct paths, as logical ids and references to other stacks differ before and after synthesis.
 */
export function rolePermissions(scope: IConstruct, role: IRole, needed: PolicyDocument): Pick<Contract, 'permissions' | 'managedPolicies'> {
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
