import { tokenInStructure, tooManyMembers } from './constants';
import type { CompileContext } from './context';
import { PATTERN_ALLOWED, patternProblem } from '../bundle/bundle';
import { holdsToken } from '../cdk/tokens';
import type { Json } from '../core/document/json';
import { LIMITS } from '../core/document/limits';
import { declarationOf, declarationProblem, type Declaration } from '../core/operators/attribute-value';
import { dateParts, isReadable, isTimeZone } from '../core/operators/dates';
import type { Operator, Parameter } from '../core/operators/operator';
import type { Path } from '../core/operators/result';
import { show } from '../problems/problems';
import { parsePath, SyntaxProblem } from '../template/reader';
import type { AuthorNode } from '../values/author-node';

const FIXES: { readonly [type in Parameter['type']]: string } = {
  string: 'write the text that is meant',
  integer: 'write a whole number, without quotes',
  number: 'write a number, without quotes',
  boolean: 'write true or false, without quotes',
  names: "write the names in a list: ['a', 'b']",
  choice: 'choose one of them',
  dateFormat: "put text that is no field in single quotes, as in yyyy-MM-dd'T'HH:mm:ss",
  readableDateFormat: 'replace the names of months and days by their numbers, and add yyyy if it is missing',
  timeZone: 'use a name of the IANA time zone database, or UTC',
  declaration: 'correct the option, or remove it',
  pattern: 'write the pattern as a string',
  path: 'separate names by dots, and put indexes in brackets',
  paths: "write the paths in a list: ['country', 'address.city']",
};

/** The constants of an operator, checked against its parameters. */
export function compileArguments(node: AuthorNode, operator: Operator, path: string, context: CompileContext): readonly Json[] {
  const sourceName = node.source?.sourceName ?? node.sourceName;
  const given = [...sourceName === undefined ? [] : [sourceName], ...node.args ?? []];
  return operator.parameters.slice(0, Math.max(given.length, operator.parameters.filter(({ optional }) => !optional).length))
    .map((parameter, index) => compileArgument(given[index], parameter, `${path}.${operator.name}(${parameter.name})`, context));
}

function compileArgument(given: unknown, parameter: Parameter, path: string, context: CompileContext): Json {
  if (holdsToken(given)) {
    context.problem(tokenInStructure(path, given, context));
    return parameter.type === 'path' || parameter.type === 'paths' || parameter.type === 'names' ? [] : '';
  }
  switch (parameter.type) {
    case 'string':
      return typeof given === 'string' && (given !== '' || parameter.mayBeEmpty)
        ? given
        : reject(given, parameter, path, parameter.mayBeEmpty ? 'a string' : 'a non-empty string', context);
    case 'integer':
      return Number.isSafeInteger(given) && (given as number) >= (parameter.least ?? -Infinity)
        ? given as number
        : reject(given, parameter, path, parameter.least === undefined ? 'a whole number' : `a whole number, at least ${parameter.least}`, context);
    case 'number':
      return Number.isFinite(given) ? given as number : reject(given, parameter, path, 'a number', context);
    case 'boolean':
      return typeof given === 'boolean' ? given : reject(given, parameter, path, 'true or false', context);
    case 'names':
      return Array.isArray(given) && (given.length > 0 || parameter.mayBeEmpty) && given.every(name => typeof name === 'string' && name !== '')
        ? given
        : [reject(given, parameter, path, parameter.mayBeEmpty ? 'a list of non-empty strings' : 'a list of at least one string, none of them empty', context)];
    case 'choice': {
      const { choices = [] } = parameter;
      return (choices as readonly unknown[]).includes(given) ? given as string : reject(given, parameter, path, `one of ${choices.join(', ')}`, context);
    }
    case 'dateFormat':
      return typeof given === 'string' && given !== '' && dateParts(given)
        ? given
        : reject(given, parameter, path, 'a format such as yyyy-MM-dd, with literal text in single quotes', context);
    case 'readableDateFormat':
      return typeof given === 'string' && isReadable(given) ? given : reject(given, parameter, path, 'a format of numeric fields, with a year, such as dd.MM.yyyy', context);
    case 'timeZone':
      return typeof given === 'string' && isTimeZone(given) ? given : reject(given, parameter, path, 'the name of a time zone, such as Europe/Berlin', context);
    case 'declaration':
      return compileDeclaration(given, parameter, path, context);
    case 'pattern':
      return compilePattern(given, parameter, path, context);
    case 'path':
      return compilePath(given, parameter, path, context);
    case 'paths':
      return Array.isArray(given) && given.length > 0
        ? given.map((each, index) => compileNamePath(each, parameter, `${path}[${index}]`, context))
        : [reject(given, parameter, path, 'a list of at least one path of names, as in address.city', context)];
  }
}

function compileDeclaration(given: unknown, parameter: Parameter, path: string, context: CompileContext): Json {
  const problem = declarationProblem(given);
  return problem ? reject(problem.given, parameter, `${path}.${problem.member}`, problem.allowed, context) && {} : declarationOf(given as Declaration);
}

function compilePattern(given: unknown, parameter: Parameter, path: string, context: CompileContext): Json {
  if (typeof given !== 'string' || given === '') {
    return reject(given, parameter, path, 'a pattern in RE2 syntax', context);
  }
  if (given.length > LIMITS.pattern) {
    context.problem({
      check: 'Limit',
      path,
      given: `${given.length} characters`,
      allowed: `a pattern of at most ${LIMITS.pattern} characters`,
      fix: 'split the string with before, after, between and split',
    });
    return given;
  }
  const message = patternProblem(given);
  if (message !== undefined) {
    context.problem({
      check: 'Pattern',
      path,
      given: `${show(given)}: ${message}`,
      allowed: PATTERN_ALLOWED,
      fix: 'write it without them (apply lower() first to also match uppercase letters), or split the string with before, after, between and split',
    });
  }
  return given;
}

function compilePath(given: unknown, parameter: Parameter, path: string, context: CompileContext): Json {
  // the paths of templates are parsed already
  if (Array.isArray(given) && given.every(step => typeof step === 'string' || Number.isInteger(step))) {
    return given;
  }
  try {
    return parsePath(typeof given === 'string' ? given : '') as Json;
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) {
      throw problem;
    }
    reject(given, parameter, path, `a path of names and indexes, as in address.city or roles[0]; at position ${problem.position}: ${problem.message}`, context);
    return [];
  }
}

/** A path without indexes. */
function compileNamePath(given: unknown, parameter: Parameter, path: string, context: CompileContext): Json {
  const steps = compilePath(given, parameter, path, context) as Path;
  return steps.every(step => typeof step === 'string') ? steps as Json
    : [reject(given, parameter, path, 'a path of names without indexes: in a list, it applies to each element', context)];
}

function reject(given: unknown, { type }: Parameter, path: string, allowed: string, context: CompileContext): Json {
  context.problem({ check: 'Argument', path, given: show(given), allowed, fix: FIXES[type] });
  return '';
}

/** Replaces a name that is not a string, after it is reported. */
const UNKNOWN = 'unknown';

/** Compiles a name that must be known at synthesis. */
export function compileName(given: unknown, path: string, context: CompileContext): string {
  if (holdsToken(given)) {
    context.problem(tokenInStructure(path, given, context));
  } else if (typeof given !== 'string' || given === '') {
    context.problem({ check: 'Argument', path, given: show(given), allowed: 'a non-empty string', fix: 'write the string' });
  }
  return typeof given === 'string' ? given : UNKNOWN;
}

/** Compiles a list of names that must be known at synthesis. */
export function compileNames(given: unknown, path: string, context: CompileContext, least = 1): readonly string[] {
  if (!Array.isArray(given) || given.length < least) {
    context.problem({ check: 'Argument', path, given: show(given), allowed: 'a list of at least one string', fix: 'add a name, or remove the rule' });
    return [];
  }
  if (given.length > LIMITS.members) {
    context.problem(tooManyMembers(path, given.length));
    return [];
  }
  return given.map((each, index) => compileName(each, `${path}[${index}]`, context));
}

/** Sorts the given constants into the order of `all`, whatever order they were given in. Returns `usual` if none are given. */
export function inOrder<T extends string>(given: ReadonlyArray<`${T}`> | undefined, all: readonly T[], usual: readonly T[]): readonly T[] {
  return given === undefined ? usual : all.filter(each => (given as readonly string[]).includes(each));
}

/** Compiles `trustedAttributes`: attributes that the author trusts, each with the reason. Both are part of the document. */
export function compileTrusted(given: { readonly [name: string]: unknown }, context: CompileContext): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(given).map(([name, reason]) => {
    const path = `trustedAttributes.${holdsToken(name) ? '(name)' : name}`;
    compileName(name, path, context);
    return [name, trustedReason(reason, path, context)];
  }));
}

function trustedReason(reason: unknown, path: string, context: CompileContext): string {
  const text = compileName(reason, path, context);
  if (text !== '' && text.trim() === '') {
    context.problem({ check: 'Argument', path, given: 'a string of white space', allowed: 'a non-empty string', fix: 'write why users cannot change the attribute' });
  }
  return text;
}
