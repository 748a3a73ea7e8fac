import { inferExpression } from './inference';
import type { Expression, Source } from '../core/document/document';
import { ANYTHING } from '../core/operators/inference';
import type { TypeName } from '../core/operators/result';

/** The possible types of a value in a key. If the source reads one item for each element of a list, the types of these elements. */
export function keyTypes(source: Source, part: Expression): readonly TypeName[] {
  const inference = inferExpression(part, ['USER']);
  const isList = source.kind === 'itemForEach' && source.key[source.listAttribute] === part;
  return (isList ? inference.members ?? ANYTHING : inference).types;
}
