import type { IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { DefaultTokenResolver, Reference, Stack, Token, Tokenization } from './aws-cdk-lib';
import { renderedProperties, resourceBehind } from './resources';
import { relativePath } from './stacks';
import { CONCATENATION, describeContent, isIntrinsic, REFERENCE } from './token-content';

/** The start of a dynamic reference. CloudFormation replaces it with the value, which everybody with access to the function can then read. */
export const DYNAMIC_REFERENCE = '{{resolve:';

/** A part of a string: a known string, or a deploy-time value. */
export type TextPart = string | { readonly deployTime: IResolvable };

/** Splits a string at its tokens. Throws if it contains an encoded list. */
export function splitTokens(text: string): readonly TextPart[] {
  if (text === '') {
    return [];
  }
  const parts: unknown = Tokenization.reverseString(text)
    .mapTokens({ mapToken: token => ({ deployTime: token }) })
    .join({ join: (left, right) => [left, right].flat() });
  return [parts].flat() as TextPart[];
}

/**
 * True if a value contains a token at any depth, including the keys of maps. `Token.isUnresolved` only looks at the top level. Without recursion,
 * as the nesting depth of the value is not limited yet.
 */
export function holdsToken(value: unknown): boolean {
  const seen = new Set<unknown>();
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string' || typeof next === 'number' ? Token.isUnresolved(next) : isObject(next) && Token.isUnresolved(next)) {
      return true;
    }
    if (isObject(next) && !seen.has(next)) {
      seen.add(next);
      for (const [key, member] of Object.entries(next)) {
        open.push(key, member);
      }
    }
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The content of a token, in a form that does not depend on where the app is synthesized. */
export interface TokenContent {
  /** The resolved token, with every reference replaced by the path of its target and the attribute. A plain string if the token is one. */
  readonly resolved: unknown;
  readonly references: readonly Reference[];
}

/**
 * Resolves a token except for its references. A reference is named by the path of its target, relative to the stack of the scope. Logical ids
 * would be ambiguous, as a reference to another stack resolves early to the logical id alone. Absolute paths would change the asset for every
 * stage.
 */
export function contentOf(token: unknown, scope: IConstruct): TokenContent {
  const references: Reference[] = [];
  const resolver = new ContentResolver(scope, references);
  const resolved: unknown = Tokenization.resolve(token, { scope, resolver, preparing: false });
  return { resolved, references };
}

class ContentResolver extends DefaultTokenResolver {
  constructor(private readonly scope: IConstruct, private readonly references: Reference[]) {
    super({ join: (left, right) => typeof left === 'string' && typeof right === 'string' ? left + right : { [CONCATENATION]: [left, right] } });
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (!Reference.isReference(token)) {
      return super.resolveToken(token, context, postProcessor);
    }
    this.references.push(token);
    return { [REFERENCE]: nameOfReference(token, this.scope) };
  }
}

/** Resolves a value with its references as text, as in `Fn::Sub`: `${Table/Resource.Arn}`, with the path of the target. */
export function resolveToTexts(value: unknown, scope: IConstruct): unknown {
  return Tokenization.resolve(value, { scope, resolver: new TextResolver(scope), preparing: false });
}

/** The text of resolved content; that of other functions of CloudFormation is JSON. */
export function contentText(content: unknown): string {
  const named = isIntrinsic(content) && 'Ref' in content ? `\${${String(content.Ref)}}` : undefined;
  return typeof content === 'string' ? content : named ?? JSON.stringify(content);
}

class TextResolver extends DefaultTokenResolver {
  constructor(private readonly scope: IConstruct) {
    super({ join: (left, right) => `${contentText(left)}${contentText(right)}` });
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token)
      ? `\${${[nameOfReference(token, this.scope)].flat().join('.')}}`
      : super.resolveToken(token, context, postProcessor);
  }
}

/** The path of the target and the attribute, which may contain dots; or the name of a pseudo parameter, such as `AWS::Region`. */
function nameOfReference({ target, displayName }: Reference, scope: IConstruct): string | readonly [path: string, attribute: string] {
  return displayName.startsWith('AWS::') && Stack.of(target) === Stack.of(scope) ? displayName : [relativePath(target, scope), displayName];
}

/** A value in which deploy-time values have the paths of the constructs that they refer to. */
export function withPaths(value: unknown, scope: IConstruct): unknown {
  if (Array.isArray(value)) {
    return value.map(each => withPaths(each, scope));
  }
  // encoded lists have no parts
  return typeof value !== 'string' || !Token.isUnresolved(value) || value.includes('#{Token[') ? value
    : splitTokens(value).map(part => typeof part === 'string' ? part : `<${describeContent(contentOf(part.deployTime, scope).resolved)}>`).join('');
}

/** The property with the name of a resource whose `Ref` is its name. */
const NAMES: { readonly [type: string]: string } = {
  'AWS::Cognito::UserPoolGroup': 'GroupName',
  'AWS::Cognito::UserPoolIdentityProvider': 'ProviderName',
};

/** The known names of the resources that strings refer to. */
export function namesBehind(value: unknown): readonly string[] {
  return [value].flat().flatMap(each => {
    const resource = typeof each === 'string' ? resourceBehind(each, ...Object.keys(NAMES)) : undefined;
    const name = resource && renderedProperties(resource)?.[NAMES[resource.cfnResourceType]];
    return typeof name === 'string' ? [name] : [];
  });
}
