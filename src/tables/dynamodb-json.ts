import { isDynamoDbNumber } from './decimal';
import { isPlainMap } from '../core/document/json';
import type { AttributeValue } from '../core/operators/operator';
import { show } from '../problems/problems';

/** Called for each problem of an item: the place, a description of the given value, and the allowed values. */
export type Report = (path: string, given: string, allowed: string) => void;

type Validate = (content: unknown, path: string, report: Report, level: number) => void;

const A_NUMBER = 'a number of DynamoDB in a string, with up to 38 digits, from 1E-130 to 9.99E+125';
const BINARY = 'binary data in Base64';

function is(accepts: (content: unknown) => boolean, allowed: string): Validate {
  return (content, path, report) => {
    if (!accepts(content)) {
      report(path, show(content), allowed);
    }
  };
}

function setOf(accepts: (content: unknown) => boolean, allowed: string): Validate {
  return is(content => Array.isArray(content) && content.length > 0 && content.every(accepts) && new Set(content).size === content.length,
    `a list of at least one element, without duplicates; each is ${allowed}`);
}

const isString = (content: unknown): boolean => typeof content === 'string';
const isNumber = (content: unknown): boolean => typeof content === 'string' && isDynamoDbNumber(content);
const isBinary = (content: unknown): boolean => typeof content === 'string' && Buffer.from(content, 'base64').toString('base64') === content;

/**
 * The data type descriptors of attribute values, with the check of their content.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
const TYPES: { readonly [type: string]: Validate } = {
  S: is(isString, 'a string'),
  N: is(isNumber, A_NUMBER),
  B: is(isBinary, BINARY),
  BOOL: is(content => typeof content === 'boolean', 'true or false'),
  NULL: is(content => content === true, 'true'),
  SS: setOf(isString, 'a string'),
  NS: setOf(isNumber, A_NUMBER),
  BS: setOf(isBinary, BINARY),
  L: (content, path, report, level) => {
    if (Array.isArray(content)) {
      content.forEach((member, index) => validate(member, `${path}[${index}]`, report, level + 1));
    } else {
      report(path, show(content), 'a list of attribute values');
    }
  },
  M: (content, path, report, level) => {
    if (isPlainMap(content)) {
      Object.entries(content).forEach(([name, member]) => validate(member, `${path}.${name}`, report, level + 1));
    } else {
      report(path, show(content), 'a map of attribute values');
    }
  },
};

/** Maximum levels of nested lists and maps. */
export const LEVELS = 32;

/** True for a map with one property whose name is a data type descriptor, such as `{ S: 'a' }`. */
export function isTyped(value: unknown): value is AttributeValue {
  return isPlainMap(value) && Object.keys(value).length === 1 && Object.hasOwn(TYPES, Object.keys(value)[0]);
}

/** Reports what is not valid in an attribute value. */
export function validate(value: unknown, path: string, report: Report, level = 1): void {
  if (!isTyped(value)) {
    report(path, show(value), `DynamoDB JSON, a map with one property: ${Object.keys(TYPES).join(', ')}`);
  } else if (level > LEVELS) {
    report(path, show(value), `at most ${LEVELS} levels of lists and maps`);
  } else {
    const [[type, content]] = Object.entries(value);
    TYPES[type](content, `${path}.${type}`, report, level);
  }
}
