import { DefaultTokenResolver, Reference, Stack, Token, Tokenization, type IPostProcessor, type IResolvable, type IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { relativePath } from './paths';
import { CONCATENATION, REFERENCE } from './token-content';

/** CloudFormation puts what such a reference refers to in its place, where everybody who sees the function can read it. */
export const DYNAMIC_REFERENCE = '{{resolve:';

/** A part of a string: string that is known, or a value that the deployment brings. */
export type TextPart = string | { readonly deployTime: IResolvable };

/** Splits a string at its tokens. Throws where it holds a token of a list. */
export function splitTokens(text: string): readonly TextPart[] {
  if (text === '') {
    return [];
  }
  const parts: unknown = Tokenization.reverseString(text)
    .mapTokens({ mapToken: token => ({ deployTime: token }) })
    .join({ join: (left, right) => [left, right].flat() });
  return [parts].flat() as TextPart[];
}

/** Tokens anywhere in a value, also in keys of maps. `Token.isUnresolved` looks at the surface alone. Nobody knows how deep the value nests. */
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

/** What a token holds, in words that are the same wherever the app is synthesized. */
export interface TokenContent {
  /** With every reference replaced by the path of its target and the attribute. A plain text where the token is one. */
  readonly resolved: unknown;
  readonly references: readonly Reference[];
}

/**
 * Resolves a token up to its references. These are named by where they point, relative to the stack of the consumer: logical
 * ids do not do, as a reference into another stack resolves early to a bare one, and absolute paths would make the same rules
 * another asset in every stage.
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

/** The path of the target and the attribute, which may have dots in them; `AWS::Region` for what the deployment itself knows. */
function nameOfReference({ target, displayName }: Reference, scope: IConstruct): string | readonly [path: string, attribute: string] {
  return displayName.startsWith('AWS::') && Stack.of(target) === Stack.of(scope) ? displayName : [relativePath(target, scope), displayName];
}
