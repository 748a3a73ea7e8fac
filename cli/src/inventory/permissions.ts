import type { Permission, Reference } from './model';
import type { Stack } from '../app/cloud-assembly';
import type { Deployment, Placed } from '../app/deployment';
import type { TemplateText } from '../app/template-text';

type Statement = Readonly<Record<string, unknown>>;

interface Role {
  readonly role: Reference;
  readonly permissions: readonly Permission[];
  readonly managedPolicies: readonly string[];
}

const POLICY_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'];

/** The role of a function, and what the templates allow it. */
export function roleOf({ resource: { Properties }, stack }: Placed, deployment: Deployment, texts: TemplateText): Role {
  const placed = texts.resourceOf(Properties?.Role, stack);
  const name = texts.textOf(Properties?.Role, stack);
  const isRole = (value: unknown, within: Stack): boolean => {
    const other = texts.resourceOf(value, within);
    return placed ? other?.resource === placed.resource : !other && name.endsWith(`/${texts.textOf(value, within)}`);
  };
  const own = (placed?.resource.Properties ?? {}) as { readonly Policies?: unknown; readonly ManagedPolicyArns?: unknown };
  const managed = listOf(own.ManagedPolicyArns).map(arn => ({ arn, policy: texts.resourceOf(arn, placed!.stack) }));
  const attached = deployment.resources(...POLICY_TYPES).filter(({ resource, stack: within }) =>
    managed.some(({ policy }) => policy?.resource === resource)
    || [...listOf(resource.Properties?.Roles), ...listOf(resource.Properties?.RoleName)].some(value => isRole(value, within)));
  return {
    role: placed ? { path: placed.stack.pathOf(placed.logicalId) } : { name },
    permissions: [
      ...listOf(own.Policies).flatMap(policy => statementsOf(policy as Statement, placed!.stack, texts)),
      ...attached.flatMap(({ resource, stack: within }) => statementsOf(resource.Properties!, within, texts)),
    ],
    managedPolicies: managed.filter(({ policy }) => !policy).map(({ arn }) => texts.textOf(arn, placed!.stack)),
  };
}

function statementsOf({ PolicyDocument }: Statement, stack: Stack, texts: TemplateText): readonly Permission[] {
  const { Statement: statements } = (PolicyDocument ?? {}) as Statement;
  const list = (name: string, value: unknown): object => value === undefined ? {} : { [name]: listOf(value).map(each => texts.textOf(each, stack)) };
  return (listOf(statements) as readonly Statement[]).map(({ Effect, Action, NotAction, Resource, NotResource, Condition }) => ({
    effect: String(Effect),
    ...list('actions', Action),
    ...list('notActions', NotAction),
    ...list('resources', Resource),
    ...list('notResources', NotResource),
    ...Condition !== undefined && { conditions: conditionsOf(Condition as Statement, stack, texts) },
  }));
}

function conditionsOf(conditions: Statement, stack: Stack, texts: TemplateText): NonNullable<Permission['conditions']> {
  const written = (keys: unknown): Readonly<Record<string, readonly string[]>> => Object.fromEntries(Object.entries(keys as object)
    .map(([key, values]) => [key, listOf(values).map(each => texts.textOf(each, stack))]));
  return Object.fromEntries(Object.entries(conditions).map(([operator, keys]) => [operator, written(keys)]));
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : [value].flat();
}
