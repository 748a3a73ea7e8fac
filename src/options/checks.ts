import { memberPath, readOptions, type Check, type OptionChecks } from './options';
import { isPlainMap } from '../core/document/json';
import type { ProblemId } from '../problems/ids';
import { didYouMean, show } from '../problems/problems';

/** A check that an option fulfills a condition. */
export function is(
  accepts: (given: unknown) => boolean,
  allowed: string,
  fix: string,
  check: ProblemId = 'Option',
  describe: (given: unknown) => string = show,
): Check {
  return (given, path) => given === undefined || accepts(given) ? [] : [{ check, path, given: describe(given), allowed, fix }];
}

export const A_STRING = is(given => typeof given === 'string', 'a string', 'write the string');
export const A_BOOLEAN = is(given => typeof given === 'boolean', 'true or false', 'write true or false, without quotes');
export const A_DATE = is(given => Object.prototype.toString.call(given) === '[object Date]', 'a date', "write it as new Date('2030-01-01T00:00:00Z')");

/** Accepts everything. For values and conditions, which the compiler checks later. */
export const CHECKED_LATER: Check = () => [];

/** One of a few constants, such as the members of an enum. */
export function oneOf(values: readonly unknown[], fix = 'choose one of them, or remove the option', allowed = `one of ${values.join(', ')}`): Check {
  return is(given => values.includes(given), allowed, fix, 'Option', given => suggested(given, values));
}

/** A list of at least one of a few constants. */
export function someOf(values: readonly string[]): Check {
  return is(
    given => Array.isArray(given) && given.length > 0 && given.every(each => values.includes(each)),
    `a list of one or more of ${values.join(', ')}`, 'name at least one of them, or remove the option', 'Option',
    given => Array.isArray(given) ? suggested(given.find(each => !values.includes(each)), values, given) : suggested(given, values),
  );
}

function suggested(given: unknown, values: readonly unknown[], shown = given): string {
  return show(shown) + (typeof given === 'string' ? didYouMean(given, values.filter(value => typeof value === 'string')) : '');
}

/** A list. Problems with an element have the path of the element. */
export function listOf(allowed: string, check: Check): Check {
  const isList = is(Array.isArray, allowed, 'write it in brackets: [...]');
  return (given, path) => Array.isArray(given) ? given.flatMap((each, index) => required(check)(each, `${path}[${index}]`)) : isList(given, path);
}

export const ATTRIBUTE_NAMES = listOf('a list of attribute names', A_STRING);

/** A map. Problems with a property have the path of the property. */
export function mapOf(allowed: string, check: Check): Check {
  const isMap = is(isPlainMap, allowed, 'write it in braces: { name: ... }');
  return (given, path) => isPlainMap(given)
    ? Object.entries(given).flatMap(([name, each]) => check(each, memberPath(path, name)))
    : isMap(given, path);
}

/** Nested options. */
export function struct<T extends object>(checks: OptionChecks<T>): Check {
  return (given, path) => readOptions(given, checks, path, path).problems;
}

/** A construct, or another object of the CDK or this package. Recognized by its members, as an app can contain several copies of a class. */
export function objectWith(members: readonly PropertyKey[], allowed: string, fix: string, check?: ProblemId): Check {
  return is(given => typeof given === 'object' && given !== null && members.every(member => member in given), allowed, fix, check);
}

/** A required option. */
export function required(check: Check): Check {
  return (given, path) => given === undefined ? check(null, path).map(problem => ({ ...problem, given: show(undefined) })) : check(given, path);
}

export const A_USER_POOL = objectWith(['userPoolRef'], 'a user pool', 'pass the construct of the user pool');
