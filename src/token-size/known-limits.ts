import type { SizeContext } from './max-value-size';
import { mapsIn } from '../cdk/token-content';
import type { PoolProperties } from '../checks/app/app-check';
import { attributeName } from '../core/cognito/claims';
import type { RulesetDocument } from '../core/document/document';
import { ownMember } from '../core/document/json';

/** The maximum number of characters of an attribute, if the pool does not set one. */
const ATTRIBUTE = 2048;

/** The limits that the sources and the user pools set. Each pool that is not known can have the longest attributes. */
export function knownLimits({ sources }: Pick<RulesetDocument, 'sources'>, pools: ReadonlyArray<PoolProperties | undefined>): Pick<SizeContext, 'attributeLength' | 'itemLimit'> {
  const lengths = pools.map(pool => attributeLengths(pool?.Schema));
  return {
    attributeLength: name => Math.max(...lengths.map(each => each.get(name) ?? ATTRIBUTE)),
    itemLimit: name => {
      const source = ownMember(sources, name);
      return source && 'limit' in source ? source.limit : 1;
    },
  };
}

/** The maximum lengths of string attributes in the schema of the pool. */
function attributeLengths(schema: unknown): ReadonlyMap<string, number> {
  return new Map(mapsIn(schema).flatMap(({ Name: name, StringAttributeConstraints: constraints }) => {
    const most = Number((constraints as { MaxLength?: unknown } | null | undefined)?.MaxLength);
    return typeof name === 'string' && Number.isFinite(most) ? [[attributeName(name), most] as const] : [];
  }));
}
