import type { EventParts } from '../../src/core/cognito/token-request';
import type { AttributeValue, Item } from '../../src/core/operators/operator';
import type { Written } from '../../test/support/expressions';

/** Input of one size: parts of the event, or the attributes of an item. */
export interface HostileInput extends Partial<EventParts> {
  readonly item?: Item | readonly Item[];
  /** JSON of an event, which replaces the event built from the parts. */
  readonly eventText?: string;
}

/** An expression that is measured with input of several sizes. */
export interface HostileCase {
  readonly name: string;
  readonly sizes: readonly number[];
  /** The expression, in the notation of the test cases. */
  readonly of: Written;
  readonly input: (size: number) => HostileInput;
}

/** Characters of a string. An item can contain 400 KB. */
export const TEXT_SIZES: readonly number[] = [1_000, 10_000, 100_000, 400_000];
/** Elements of a list. */
export const LIST_SIZES: readonly number[] = [100, 1_000, 5_000, 20_000];

const attributeOfItem = (name: string): Written => ['attribute', 's', { constant: [name] }];
/** Attributes of the item that the cases read. */
export const TEXT = attributeOfItem('text');
export const OTHER_TEXT = attributeOfItem('otherText');
export const LIST = attributeOfItem('list');
export const OTHER_LIST = attributeOfItem('otherList');
export const ELEMENT: Written = ['element'];

export type TextOfSize = (size: number) => string;

export const repeated = (unit: string): TextOfSize => size => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

/** A case for a string attribute of an item. */
export function onText(name: string, of: Written, text: TextOfSize = repeated('aB3 '), otherText?: TextOfSize): HostileCase {
  return {
    name,
    sizes: TEXT_SIZES,
    of,
    input: size => ({ item: { text: { S: text(size) }, ...(otherText && { otherText: { S: otherText(size) } }) } }),
  };
}

/** A case for a list attribute of an item, or for two lists of the same length. */
export function onList(name: string, of: Written, member: (index: number, size: number) => AttributeValue = distinct): HostileCase {
  const list = (size: number): AttributeValue => ({ L: Array.from({ length: size }, (_, index) => member(index, size)) });
  return { name, sizes: LIST_SIZES, of, input: size => ({ item: { list: list(size), otherList: list(size), text: { S: repeated('ab')(size) } } }) };
}

export const distinct = (index: number): AttributeValue => ({ S: `member-${index}` });
export const equal = (): AttributeValue => ({ S: 'member' });
export const number = (index: number): AttributeValue => ({ N: String(index * 7919 % 20011) });
/** A failed value: a number that a double cannot represent exactly. */
export const failed = (): AttributeValue => ({ N: '9007199254740993' });
export const map = (index: number): AttributeValue => ({ M: { name: { S: `member-${index}` }, rank: { N: String(index) } } });
export const mapWithFailure = (): AttributeValue => ({ M: { rank: failed() } });
export const lists = (index: number): AttributeValue => ({ L: [distinct(index), { N: String(index) }] });
export const mapOfNothing = (): AttributeValue => ({ M: {} });

/** A case for user attributes and other parts of the event. */
export function onEvent(name: string, of: Written, sizes: readonly number[], input: HostileCase['input']): HostileCase {
  return { name, sizes, of, input };
}
