import type { IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib';
import type { CfnPolicy, CfnRole, CfnRolePolicy, IRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { CfnResource, DefaultTokenResolver, Reference, Stack, Token, Tokenization } from './aws-cdk-lib';
import { renderedProperties, resourceBehind, resourcesIn, type RenderedResource } from './resources';
import { areDifferent } from './stacks';
import { branchesOf, isIntrinsic, mapsIn } from './token-content';
import type { Warning } from '../problems/problems';

/** The number of characters of a text after the deployment. */
export interface Size {
  /** The text is never shorter. */
  readonly least: number;
  /** The text is rarely longer. */
  readonly usual: number;
}

/**
 * The maximum characters of all inline policies of a role together.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const INLINE_POLICIES = 10_240;

/** The size of a policy, as JSON without spaces and after its references are resolved. */
export function policySize(scope: IConstruct, document: unknown): Size {
  return sizeOf(resolveSizes(scope, document));
}

/** Warns of a policy that does not fit with names as long as usual. It may fit, so it is no error. */
export function largePolicy(path: string, given: string, usual: number, allowed: string, fix: string): Warning {
  return { id: 'LargePolicy', path, message: `${given}, and ${usual.toLocaleString('en')} if all names are as long as usual; allowed: ${allowed}`, fix };
}

/** The size of all inline policies of a role that the app shows, those of the author too. */
export function inlinePolicies(scope: IConstruct, role: Pick<IRole, 'roleName'>): Size {
  return sum(...inlineDocuments(scope, role, resolveSizes).map(sizeOf));
}

/** The properties of a resource, with the size of each reference. */
export function sizedProperties(resource: CfnResource): { readonly [name: string]: unknown } {
  return resolvedProperties(resource, resolveSizes);
}

export function sizeOf(resolved: unknown): Size {
  if (isIntrinsic(resolved)) {
    return sum(fixed('""'.length), sizeOfIntrinsic(resolved));
  }
  if (Array.isArray(resolved)) {
    return sum(fixed(1 + Math.max(1, resolved.length)), ...resolved.map(sizeOf));
  }
  if (typeof resolved === 'object' && resolved !== null) {
    const members = Object.entries(resolved).filter(([, value]) => value !== undefined);
    return sum(fixed(1 + Math.max(1, members.length)), ...members.map(([name, value]) => sum(fixed(JSON.stringify(name).length + 1), sizeOf(value))));
  }
  return fixed(JSON.stringify(resolved ?? null).length);
}

/** The size of a text without quotes. */
function sizeOfText(resolved: unknown): Size {
  return sum(sizeOf(resolved), fixed(-'""'.length));
}

function sizeOfIntrinsic(intrinsic: object): Size {
  const [[name, content]] = Object.entries(intrinsic) as Array<[string, unknown]>;
  if (name === SIZED) {
    return (content as { readonly size: Size }).size;
  }
  if (name === 'Fn::Join' && Array.isArray(content) && Array.isArray(content[1])) {
    const [separator, parts] = content as [string, unknown[]];
    return sum(fixed(separator.length * (parts.length - 1)), ...parts.map(sizeOfText));
  }
  if (name === 'Fn::If') {
    const sizes = branchesOf(intrinsic).map(sizeOfText);
    return { least: Math.min(...sizes.map(({ least }) => least)), usual: Math.max(...sizes.map(({ usual }) => usual)) };
  }
  return (name === 'Ref' ? sizeOfPseudo(String(content)) : undefined) ?? UNKNOWN;
}

/** A value with a size. */
export function sized(size: Size): object {
  return { [SIZED]: { size } };
}

/** The key of an object in place of a reference, with its size and name. Validators of resources accept it, like any intrinsic function. */
const SIZED = 'Fn::Sized';

function resolveSizes(scope: IConstruct, value: unknown): unknown {
  return Tokenization.resolve(value, { scope, resolver: new SizeResolver(), preparing: false });
}

class SizeResolver extends DefaultTokenResolver {
  constructor() {
    super({ join: (left, right) => ({ 'Fn::Join': ['', [left, right]] }) });
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token)
      ? { [SIZED]: { size: sizeOfReference(token), name: `${token.target.node.path}.${token.displayName}` } }
      : super.resolveToken(token, context, postProcessor);
  }
}

interface ResourceName {
  readonly service: string;
  /** The part of the ARN before the name. */
  readonly type: string;
  /** The property with the name. Without it, AWS assigns an id. */
  readonly property?: string;
  /** The maximum length of a name, to which CloudFormation truncates generated names, or the length of the id. */
  readonly length: number;
}

const NAMES: { readonly [type: string]: ResourceName } = {
  'AWS::DynamoDB::Table': { service: 'dynamodb', type: 'table/', property: 'TableName', length: 255 },
  'AWS::DynamoDB::GlobalTable': { service: 'dynamodb', type: 'table/', property: 'TableName', length: 255 },
  'AWS::IAM::Role': { service: 'iam', type: 'role/', property: 'RoleName', length: 64 },
  'AWS::KMS::Key': { service: 'kms', type: 'key/', length: 36 },
  'AWS::Lambda::Function': { service: 'lambda', type: 'function:', property: 'FunctionName', length: 64 },
  'AWS::Lambda::Permission': { service: 'lambda', type: '', property: 'Id', length: 100 },
  'AWS::Logs::LogGroup': { service: 'logs', type: 'log-group:', property: 'LogGroupName', length: 512 },
};

/** The Regions have 9 to 14 characters, those of other partitions too. */
const REGION: Size = { least: 9, usual: 14 };
const PARTITION = 'aws'.length;
const ACCOUNT = 12;
const STACK_NAME = 128;

/** A text that the app does not show: a parameter, an import, or a resource of another kind. */
export const UNKNOWN: Size = { least: 1, usual: 60 };

export function fixed(length: number): Size {
  return { least: length, usual: length };
}

export function sum(...sizes: readonly Size[]): Size {
  return sizes.reduce((all, { least, usual }) => ({ least: all.least + least, usual: all.usual + usual }), fixed(0));
}

/** The value of a reference. */
function sizeOfReference({ target, displayName }: Reference): Size {
  const pseudo = sizeOfPseudo(displayName);
  return pseudo ?? (CfnResource.isCfnResource(target) ? sizeOfAttribute(target, displayName) : UNKNOWN);
}

function sizeOfPseudo(name: string): Size | undefined {
  const sizes: { readonly [pseudo: string]: Size } = {
    'AWS::AccountId': fixed(ACCOUNT), 'AWS::Partition': fixed(PARTITION), 'AWS::Region': REGION, 'AWS::URLSuffix': fixed('amazonaws.com'.length),
  };
  return sizes[name];
}

/** @param attribute `Ref`, or the name of an attribute */
export function sizeOfAttribute(resource: CfnResource, attribute: string): Size {
  const { cfnResourceType: type } = resource;
  if (type === 'AWS::Cognito::UserPool') {
    // the id is the Region, an underscore and 9 characters
    const id = sum(regionOf(resource), fixed(10));
    return attribute === 'Ref' ? id : attribute === 'Arn' ? sum(arnOf(resource, 'cognito-idp', 'userpool/'), id) : UNKNOWN;
  }
  const name = NAMES[type];
  if (name === undefined || !['Ref', 'Arn'].includes(attribute)) {
    return UNKNOWN;
  }
  const ownName = nameOf(resource, name);
  // the ARN of a log group ends in :*
  return attribute === 'Ref' ? ownName : sum(arnOf(resource, name.service, name.type), ownName, fixed(name.service === 'logs' ? 2 : 0));
}

function arnOf(resource: CfnResource, service: string, type: string): Size {
  return sum(fixed('arn:::::'.length + PARTITION + service.length + ACCOUNT + type.length), service === 'iam' ? fixed(0) : regionOf(resource));
}

function regionOf(resource: CfnResource): Size {
  const { region } = Stack.of(resource);
  return Token.isUnresolved(region) ? REGION : fixed(region.length);
}

function nameOf(resource: CfnResource, { property, length }: ResourceName): Size {
  if (property === undefined) {
    return fixed(length);
  }
  const name = renderedProperties(resource)?.[property];
  return typeof name === 'string' ? fixed(name.length) : name === undefined ? generatedName(resource, length) : UNKNOWN;
}

/**
 * A name that CloudFormation generates: the name of the stack, the logical id and 12 or 13 random characters, truncated to the limit of the type.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
function generatedName(resource: CfnResource, limit: number): Size {
  const stack = Stack.of(resource);
  const stackName = !Token.isUnresolved(stack.stackName) ? fixed(stack.stackName.length)
    : stack.nestedStackResource ? generatedName(stack.nestedStackResource as CfnResource, STACK_NAME) : UNKNOWN;
  const { least, usual } = sum(stackName, fixed(1 + stack.getLogicalId(resource).length + 1), { least: 12, usual: 13 });
  return { least: Math.min(limit, least), usual: Math.min(limit, usual) };
}

/** Resolves a value of a template to another form, such as one with the size of each reference. */
type Resolve = (scope: IConstruct, value: unknown) => unknown;

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
interface RolePolicies {
  /** The documents of its policies. */
  readonly documents: readonly unknown[];
  /** ARNs of managed policies, in the form of `resolve`. */
  readonly managed: readonly unknown[];
}

interface Rendered { readonly Resources?: { readonly [id: string]: RenderedResource } }

const INLINE = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy'];
const MANAGED = 'AWS::IAM::ManagedPolicy';

/** The inline policies of a role. Templates of other environments cannot have them. */
function inlineDocuments(scope: IConstruct, role: Pick<IRole, 'roleName'>, resolve: Resolve): readonly unknown[] {
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
function resolvedProperties(resource: CfnResource, resolve: Resolve): { readonly [name: string]: unknown } {
  try {
    const { Resources = {} } = resolve(resource, resource._toCloudFormation()) as Rendered;
    return Object.values(Resources)[0]?.Properties ?? {};
  } catch {
    // the resource has an error, which synthesis reports
    return {};
  }
}
