import { isFailure, toJson, typeOf, type FailureReason, type Result, type TypeName } from './result';
import type { Expression } from '../document/document';
import type { Json } from '../document/json';

/** The result of an expression as plain data, which previews get from the code of the function. */
export type Evaluated =
  | { readonly kind: 'PRESENT'; readonly type: TypeName; readonly value: Json }
  | { readonly kind: 'ABSENT' }
  | { readonly kind: 'FAILED'; readonly reason: FailureReason; readonly source?: string };

/** The result of an expression for one request. In `mapEach` and the like, it is the result for one element of the list. */
export type ResultOf = (expression: Expression, element?: Json) => Evaluated;

export function asEvaluated(result: Result): Evaluated {
  if (result === undefined) {
    return { kind: 'ABSENT' };
  }
  return isFailure(result) ? { kind: 'FAILED', reason: result.reason, ...result.source !== undefined && { source: result.source } }
    : { kind: 'PRESENT', type: typeOf(result), value: toJson(result) };
}
