import { isPlainMap } from '../core/document/json';
import { didYouMean, show, type Problem } from '../problems/problems';

/** Finds the problems of one option. A missing option is valid unless it is required. */
export type Check = (given: unknown, path: string) => readonly Problem[];

/** The description of a struct: a check for each property. A property without a check does not compile. */
export type OptionChecks<T> = { readonly [member in keyof T]-?: Check };

/** The valid options, and the problems of the others. */
export interface Options<T> {
  /** The properties that are valid. */
  readonly options: Partial<T>;
  readonly problems: readonly Problem[];
}

/**
 * Reads options that no type system may have checked. Wrong names and types can come from JavaScript, from maps in other languages, and from
 * untyped variables in TypeScript. Invalid properties are reported and left out, so callers can rely on the types of the options.
 *
 * @param whole the path of the options themselves
 * @param path the path before the properties; empty if the problems get their path later
 */
export function readOptions<T extends object>(given: unknown, checks: OptionChecks<T>, whole = 'options', path = ''): Options<T> {
  const names = Object.keys(checks) as Array<keyof T & string>;
  const members = given === undefined ? {} : given;
  if (!isPlainMap(members)) {
    return { options: {}, problems: [noOptions(given, names, whole)] };
  }
  const options: Partial<T> = {};
  const problems = Object.keys(members)
    .filter(name => members[name] !== undefined && !(names as string[]).includes(name))
    .map(name => unknownOption(name, names, path));
  for (const name of names) {
    const member = members[name];
    const found = checks[name](member, memberPath(path, name));
    problems.push(...found);
    if (found.length === 0 && member !== undefined) {
      options[name] = member as T[typeof name];
    }
  }
  return { options, problems };
}

/** Adds the path of an author object to its problems. The path is only known where the object is used. */
export function placed(problems: readonly Problem[], place: string): readonly Problem[] {
  return problems.map(problem => ({ ...problem, path: problem.path.startsWith('[') ? place + problem.path : `${place}.${problem.path}` }));
}

function noOptions(given: unknown, names: readonly string[], path: string): Problem {
  return { check: 'Option', path, given: show(given), allowed: `an object with ${names.join(', ')}`, fix: `write it as { ${names[0]}: ... }` };
}

function unknownOption(name: string, names: readonly string[], path: string): Problem {
  return {
    check: 'UnknownOption',
    path: memberPath(path, name),
    given: `${show(name)}${didYouMean(name, names)}`,
    allowed: names.join(', '),
    fix: 'correct the name, or remove it',
  };
}

/** The path of a property, as written in code. */
export function memberPath(path: string, name: string): string {
  return /^[a-zA-Z_$][\w$]*$/.test(name) ? path === '' ? name : `${path}.${name}` : `${path}[${show(name)}]`;
}
