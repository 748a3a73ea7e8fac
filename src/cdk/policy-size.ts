import { DefaultTokenResolver, Reference, Tokenization, type CfnResource, type IPostProcessor, type IResolvable, type IResolveContext } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { fixed, sizeOfPseudo, sizeOfReference, sum, UNKNOWN, type Size } from './reference-size';
import { inlineDocuments, resolvedProperties } from './role-policies';
import { branchesOf, isIntrinsic } from './token-content';
import type { Warning } from '../problems/problems';

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
