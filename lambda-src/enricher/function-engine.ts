import type { ReadResult } from './dynamodb';
import { LIMITS } from '../../src/core/document/limits';
import type { AttributeValue, Item } from '../../src/core/operators/operator';
import type { FunctionRead } from '../../src/core/plan/reads';
import { invocationOf } from '../aws/lambda';
import type { CallAws, Effort } from '../aws/retry';

/**
 * Invokes a function for a source. Its answer is like an item of a table: a JSON object with the attributes, or null if there is none.
 *
 * @throws CallFailed
 */
export async function invokeFunction({ function: arn, input, attributes }: FunctionRead, effort: Effort, call: CallAws): Promise<ReadResult> {
  const request = invocationOf(arn, input, LIMITS.readBytes);
  const { value: items, attempts, bytes } = await call(request, effort, (_, text) => itemsOf(text, attributes));
  return { reading: { items, count: items.length }, attempts, bytes };
}

/** The item that an answer stands for, with the attributes that rules use. Returns undefined for an answer that is neither an object nor null. */
export function itemsOf(text: string, attributes: readonly string[]): readonly Item[] | undefined {
  const answer = toAttributeValue(JSON.parse(text.replace(STRING_OR_NUMBER, markType)), 0);
  if ('NULL' in answer) {
    return [];
  }
  const members = answer.M as Item | undefined;
  return members && [Object.fromEntries(attributes.filter(name => Object.hasOwn(members, name)).map(name => [name, members[name]]))];
}

/** Matches the strings and numbers of a valid JSON text. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?[0-9][0-9.eE+-]*/g;

/** Makes strings of numbers, so that they keep their digits as in an item. The first letter says which is which. */
function markType(token: string): string {
  return token.startsWith('"') ? `"S${token.slice(1)}` : `"N${token}"`;
}

/** Throws if the answer is nested deeper than an item can be. */
function toAttributeValue(json: unknown, depth: number): AttributeValue {
  if (json === null) {
    return { NULL: true };
  }
  switch (typeof json) {
    case 'string': return { [json[0]]: json.slice(1) };
    case 'boolean': return { BOOL: json };
  }
  if (depth > LIMITS.depth) {
    throw new RangeError('too deep');
  }
  if (Array.isArray(json)) {
    return { L: json.map(member => toAttributeValue(member, depth + 1)) };
  }
  return { M: Object.fromEntries(Object.entries(json as object).map(([name, member]) => [name.slice(1), toAttributeValue(member, depth + 1)])) };
}
