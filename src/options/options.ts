import { isPlainMap } from '../core/document/json';
import { show, type Problem } from '../problems/problems';
import { didYouMean } from '../problems/suggest';

/** Finds what is wrong with one option. An option that is not given is not wrong, unless it is required. */
export type Check = (given: unknown, path: string) => readonly Problem[];

/** The description of a struct: a check for each of its members. A member without one does not compile. */
export type OptionChecks<T> = { readonly [member in keyof T]-?: Check };

/** Options as they were given, without what is wrong with them. */
export interface Options<T> {
  /** Members that are what they have to be. */
  readonly options: Partial<T>;
  readonly problems: readonly Problem[];
}

/**
 * Reads options that no type system may have checked: in JavaScript, in maps of other languages, and through variables of TypeScript a
 * wrong name or type arrives here. Everything that is wrong is a problem, and is left out of the options, so that who uses them can
 * rely on their types.
 *
 * @param whole place of the options themselves
 * @param path place of the members; nothing where they are members of what the problems are placed in
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

/** Problems whose places are known only now: those in an author object, where it is used. */
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
    fix: 'correct the name, or leave it out',
  };
}

/** A member, by its name as it would be written in code. */
export function memberPath(path: string, name: string): string {
  return /^[a-zA-Z_$][\w$]*$/.test(name) ? path === '' ? name : `${path}.${name}` : `${path}[${show(name)}]`;
}
