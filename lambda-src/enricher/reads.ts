import type { Json } from '../../src/core/document/json';
import { failureWithin, order } from '../../src/core/operators/comparing';
import { Failure, isFailure, isList, toJson, worst, type Result } from '../../src/core/operators/result';
import type { KeyValue } from '../../src/core/plan/reads';

/** A value of a key. */
export function keyPart(result: Result): KeyValue | undefined | Failure {
  return result === undefined || isFailure(result) || typeof result === 'string' || typeof result === 'number' ? result : new Failure('TYPE');
}

/** A value of the input of a function, as JSON. */
export function inputPart(result: Result): Json | undefined | Failure {
  return result === undefined || isFailure(result) ? result : failureWithin(result) ?? toJson(result);
}

/** The different elements of a list, in its order. There is no item with an empty key. */
export function keyParts(result: Result): readonly KeyValue[] | undefined | Failure {
  if (result === undefined || isFailure(result)) {
    return result;
  }
  if (!isList(result)) {
    return new Failure('TYPE');
  }
  const elements = result.map(keyPart);
  return worst(elements.filter(isFailure)) ?? [...new Set(elements as KeyValue[])].filter(element => element !== '');
}

/** DynamoDB rejects a range whose lower bound is greater than its upper bound, instead of returning no items. */
export function isEmptyRange([lowest, highest]: readonly KeyValue[]): boolean {
  return (order(lowest, highest) ?? 0) > 0;
}
