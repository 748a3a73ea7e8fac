import { Stack, type CfnResource } from 'aws-cdk-lib';
import type { CfnPolicy, CfnRole, CfnRolePolicy, IRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { areDifferent } from './environments';
import { resourceBehind, resourcesIn, type RenderedResource } from './resources';
import { mapsIn } from './token-content';

/** Resolves a value of a template to another form, such as one with the size of each reference. */
export type Resolve = (scope: IConstruct, value: unknown) => unknown;

/** A statement of a policy as in the template, in which an override can put anything. */
export interface RenderedStatement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

/** The policies of a role that the app shows, those of the author too. */
export interface RolePolicies {
  /** The documents of its policies. */
  readonly documents: readonly unknown[];
  /** ARNs of managed policies, in the form of `resolve`. */
  readonly managed: readonly unknown[];
}

interface Rendered { readonly Resources?: { readonly [id: string]: RenderedResource } }

const INLINE = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy'];
const MANAGED = 'AWS::IAM::ManagedPolicy';

/** The inline policies of a role. Templates of other environments cannot have them. */
export function inlineDocuments(scope: IConstruct, role: Pick<IRole, 'roleName'>, resolve: Resolve): readonly unknown[] {
  const own = resourceBehind<CfnRole>(role.roleName, 'AWS::IAM::Role');
  const inline = own ? mapsIn(resolvedProperties(own, resolve).Policies).map(({ PolicyDocument }) => PolicyDocument) : [];
  return [...inline, ...attachedDocuments(scope, role, INLINE, resolve)].filter(each => each !== undefined);
}

/** The inline and the managed policies of a role. */
export function rolePolicies(scope: IConstruct, role: Pick<IRole, 'roleName'>, resolve: Resolve): RolePolicies {
  const own = resourceBehind<CfnRole>(role.roleName, 'AWS::IAM::Role');
  const arns = own ? [resolvedProperties(own, resolve).ManagedPolicyArns ?? []].flat() : [];
  const created = new Map(resourcesIn(scope.node.root, MANAGED).map(each => [JSON.stringify(resolve(scope, each.ref)), each]));
  const named = arns.map(arn => created.get(JSON.stringify(arn)));
  return {
    documents: [
      ...inlineDocuments(scope, role, resolve),
      ...attachedDocuments(scope, role, [MANAGED], resolve),
      ...named.filter(each => each !== undefined).map(each => resolvedProperties(each, resolve).PolicyDocument),
    ],
    managed: arns.filter((_, index) => !named[index]),
  };
}

/** The documents of policies that name the role. Only the roles are resolved of all policies, as an app can have many. */
function attachedDocuments(scope: IConstruct, { roleName }: Pick<IRole, 'roleName'>, types: readonly string[], resolve: Resolve): readonly unknown[] {
  const name = JSON.stringify(resolve(scope, roleName));
  return (resourcesIn(scope.node.root, ...types) as ReadonlyArray<Partial<CfnPolicy & CfnRolePolicy> & CfnResource>)
    .filter(each => !areDifferent(Stack.of(each), Stack.of(scope)))
    .filter(each => rolesOf(each, scope, resolve).some(role => JSON.stringify(role) === name))
    .map(each => resolvedProperties(each, resolve).PolicyDocument);
}

function rolesOf(policy: Partial<CfnPolicy & CfnRolePolicy> & CfnResource, scope: IConstruct, resolve: Resolve): readonly unknown[] {
  if ('roles' in policy || 'roleName' in policy) {
    return [resolve(scope, policy.roles), resolve(scope, policy.roleName)].flat();
  }
  // a resource that is no L1 of its type
  const { Roles, RoleName } = resolvedProperties(policy, resolve);
  return [Roles, RoleName].flat();
}

/** The properties of a resource as in the template, but resolved to another form. */
export function resolvedProperties(resource: CfnResource, resolve: Resolve): { readonly [name: string]: unknown } {
  try {
    const { Resources = {} } = resolve(resource, resource._toCloudFormation()) as Rendered;
    return Object.values(Resources)[0]?.Properties ?? {};
  } catch {
    // the resource has an error, which synthesis reports
    return {};
  }
}
