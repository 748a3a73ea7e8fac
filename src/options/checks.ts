import { memberPath, readOptions, type Check, type OptionChecks } from './options';
import { isPlainMap } from '../core/document/json';
import { show } from '../problems/problems';
import { didYouMean } from '../problems/suggest';

/** What an option is that fulfills a condition. */
export function is(
  accepts: (given: unknown) => boolean,
  allowed: string,
  fix = 'give that instead',
  check = 'Option',
  describe: (given: unknown) => string = show,
): Check {
  return (given, path) => given === undefined || accepts(given) ? [] : [{ check, path, given: describe(given), allowed, fix }];
}

export const A_STRING = is(given => typeof given === 'string', 'a string', 'write the string');
export const A_BOOLEAN = is(given => typeof given === 'boolean', 'true or false', 'write true or false, without quotes');
export const A_DATE = is(given => Object.prototype.toString.call(given) === '[object Date]', 'a date', "write it as new Date('2030-01-01T00:00:00Z')");

/** What something else looks at, such as values and conditions, of which the compiler knows more. */
export const CHECKED_LATER: Check = () => [];

/** One of a few constants, such as the members of an enum. */
export function oneOf(values: readonly unknown[], fix = 'choose one of them, or leave it out', allowed = `one of ${values.join(', ')}`): Check {
  return is(given => values.includes(given), allowed, fix, 'Option', given => suggested(given, values));
}

/** A list of one or more of a few constants. */
export function someOf(values: readonly string[]): Check {
  return is(
    given => Array.isArray(given) && given.length > 0 && given.every(each => values.includes(each)),
    `one or more of ${values.join(', ')}, in a list`, 'name what the rule is for, or leave it out', 'Option',
    given => Array.isArray(given) ? suggested(given.find(each => !values.includes(each)), values, given) : suggested(given, values),
  );
}

function suggested(given: unknown, values: readonly unknown[], shown = given): string {
  return show(shown) + (typeof given === 'string' ? didYouMean(given, values.filter(value => typeof value === 'string')) : '');
}

/** A list; what is wrong with a member has the place of the member. */
export function listOf(allowed: string, check: Check): Check {
  const isList = is(Array.isArray, allowed, 'write it in brackets: [...]');
  return (given, path) => Array.isArray(given) ? given.flatMap((each, index) => required(check)(each, `${path}[${index}]`)) : isList(given, path);
}

/** A map; what is wrong with a member has the place of the member. */
export function mapOf(allowed: string, check: Check): Check {
  const isMap = is(isPlainMap, allowed, 'write it in braces: { name: ... }');
  return (given, path) => isPlainMap(given)
    ? Object.entries(given).flatMap(([name, each]) => check(each, memberPath(path, name)))
    : isMap(given, path);
}

/** Options in options. */
export function struct<T extends object>(checks: OptionChecks<T>): Check {
  return (given, path) => readOptions(given, checks, path, path).problems;
}

/** A construct, or another object of the CDK or of ours, by the members that it is used by: an app can hold several copies of a class. */
export function objectWith(members: readonly PropertyKey[], allowed: string, fix = 'give that instead', check?: string): Check {
  return is(given => typeof given === 'object' && given !== null && members.every(member => member in given), allowed, fix, check);
}

/** An option that has to be given. */
export function required(check: Check): Check {
  return (given, path) => given === undefined ? check(null, path).map(problem => ({ ...problem, given: show(undefined) })) : check(given, path);
}

export const A_USER_POOL = objectWith(['userPoolRef'], 'a user pool', 'give the construct of the user pool');
