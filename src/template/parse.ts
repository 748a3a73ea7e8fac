import { knownElsewhere } from './peer-names';
import { Reader, readSteps, SyntaxProblem } from './reader';
import { OPERATORS, type NameOf } from '../core/operators';
import type { Parameter } from '../core/operators/operator';
import type { Path } from '../core/operators/result';
import { didYouMean } from '../problems/problems';
import { constant, type AuthorNode } from '../values/author-node';

/** The limits of one template. */
export const TEMPLATE_LIMITS = { characters: 4096, placeholders: 32, pipes: 8, fallbacks: 8 } as const;

/** A part of a template: literal text, or the value of a placeholder. */
export type TemplatePart = { readonly text: string } | { readonly node: AuthorNode };

export interface ParsedTemplate {
  readonly parts: readonly TemplatePart[];
  /** One for each invalid placeholder. */
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Parses a string with placeholders.
 *
 * @param text the template, without deploy-time values
 * @param sources the names of the sources that paths can start with
 */
export function parseTemplate(text: string, sources: readonly string[]): ParsedTemplate {
  const parts: TemplatePart[] = [];
  const problems: SyntaxProblem[] = [];
  let at = 0;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', at)) {
    addText(parts, text.slice(at, open));
    const reader = new Reader(text, open + 2);
    try {
      const node = readFallback(reader, sources);
      if (!reader.take('}}')) {
        reader.fail("'|', '||' or '}}'");
      }
      parts.push({ node });
      at = reader.at;
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) {
        throw problem;
      }
      problems.push(problem);
      const close = text.indexOf('}}', reader.at);
      at = close < 0 ? text.length : close + 2;
    }
  }
  addText(parts, text.slice(at));
  return { parts, problems };
}

function addText(parts: TemplatePart[], text: string): void {
  if (text !== '') {
    parts.push({ text });
  }
}

/** `fallback = pipeline { "||" pipeline }`. Yields the first present value. */
function readFallback(reader: Reader, sources: readonly string[]): AuthorNode {
  const values = [readPipeline(reader, sources)];
  while (reader.take('||')) {
    if (values.length > TEMPLATE_LIMITS.fallbacks) {
      reader.fail(`at most ${TEMPLATE_LIMITS.fallbacks} fallbacks in one placeholder`);
    }
    values.push(readPipeline(reader, sources));
  }
  return values.length === 1 ? values[0] : { op: 'firstOf', of: values };
}

/** `pipeline = ( literal | path ) { "|" call }`. */
function readPipeline(reader: Reader, sources: readonly string[]): AuthorNode {
  reader.skipWhiteSpace();
  let node = readLiteral(reader) ?? readPath(reader, sources);
  reader.skipWhiteSpace();
  for (let pipes = 0; !reader.isNext('||') && reader.take('|'); pipes++) {
    if (pipes >= TEMPLATE_LIMITS.pipes) {
      reader.fail(`at most ${TEMPLATE_LIMITS.pipes} transforms of one value`);
    }
    reader.skipWhiteSpace();
    node = readCall(reader, node);
    reader.skipWhiteSpace();
  }
  return node;
}

function readLiteral(reader: Reader): AuthorNode | undefined {
  const literal = readConstant(reader);
  return literal === undefined ? undefined : constant(literal);
}

/** `literal = string | number | "true" | "false"`. */
function readConstant(reader: Reader): string | number | boolean | undefined {
  const scalar = reader.quoted() ?? reader.number();
  if (scalar !== undefined) {
    return scalar;
  }
  const start = reader.at;
  const word = reader.word();
  if (word === 'true' || word === 'false') {
    return word === 'true';
  }
  reader.at = start;
  return undefined;
}

/** `path = root { "." word | "[" ( string | index ) "]" }`. */
function readPath(reader: Reader, sources: readonly string[]): AuthorNode {
  const start = reader.at;
  const { ahead } = reader;
  const root = reader.name() ?? reader.fail('a value such as user.email, or a string in quotes', knownElsewhere(ahead));
  const path = readSteps(reader);
  if (isRoot(root)) {
    const node = nodeOfPath(root, path);
    return 'message' in node ? reader.failAt(start, node.message) : node;
  }
  if (!sources.includes(root)) {
    const known = [...ROOTS, ...sources];
    return reader.failAt(start, `one of ${known.join(', ')}`, knownElsewhere(ahead) ?? didYouMean(root, known));
  }
  return path.length > 0 ? { op: 'attribute', args: [path], sourceName: root } : reader.failAt(start, `an attribute of the source, as in ${root}.name`);
}

/** `call = name [ "(" [ literal { "," literal } ] ")" ]`. */
function readCall(reader: Reader, operand: AuthorNode): AuthorNode {
  const start = reader.at;
  const { ahead } = reader;
  const name = reader.name() ?? reader.fail('the name of a transform', knownElsewhere(ahead, true));
  const operator = OPERATORS.get(name);
  if (!operator?.template) {
    const transforms = [...OPERATORS.values()].filter(({ template }) => template).map(each => each.name).sort();
    return reader.failAt(start, `one of the transforms ${transforms.join(', ')}`, knownElsewhere(ahead, true) ?? didYouMean(name, transforms));
  }
  const args = readArguments(reader);
  const { parameters } = operator;
  if (args.length < parameters.filter(({ optional }) => !optional).length || args.length > parameters.length) {
    return reader.failAt(start, `${name}${signature(parameters)}`);
  }
  return { op: operator.name, ...(args.length > 0 && { args }), of: [operand] };
}

function readArguments(reader: Reader): ReadonlyArray<string | number | boolean> {
  const start = reader.at;
  reader.skipWhiteSpace();
  if (!reader.take('(')) {
    reader.at = start;
    return [];
  }
  const args: Array<string | number | boolean> = [];
  reader.skipWhiteSpace();
  while (!reader.take(')')) {
    if (args.length > 0) {
      reader.expect(',');
      reader.skipWhiteSpace();
    }
    args.push(readConstant(reader) ?? reader.fail('a string in quotes, a number, true or false'));
    reader.skipWhiteSpace();
  }
  return args;
}

function signature(parameters: readonly Parameter[]): string {
  return parameters.length === 0 ? '' : `(${parameters.map(({ name, type }) => `${name}: ${type}`).join(', ')})`;
}

/** An invalid path in a template. The message says what is expected. */
interface PathError {
  readonly message: string;
}

/** The names that a path can start with, in addition to the names of sources. */
export const ROOTS = [
  'user', 'client', 'metadata', 'groups', 'scopes', 'trigger', 'pool', 'region', 'provider', 'now', 'element',
] as const;
export type Root = typeof ROOTS[number];

export function isRoot(name: string): name is Root {
  return (ROOTS as readonly string[]).includes(name);
}

/** The values of a user that are not attributes, by their name after `user.`. No attribute has such a name. */
const OF_USER = ['sub', 'email', 'username', 'verifiedEmail', 'verifiedPhoneNumber', 'iamRoles', 'preferredRole'] as const;

/** The value of a path that starts with a root. */
function nodeOfPath(root: Root, path: Path): AuthorNode | PathError {
  const [first, ...rest] = path;
  switch (root) {
    case 'user':
      return typeof first === 'string'
        ? memberOf(ofUser(first), rest)
        : { message: "an attribute after 'user', as in user.email or user.custom:plan" };
    case 'metadata':
      return typeof first === 'string' && rest.length === 0
        ? { op: 'untrustedClientMetadata', args: [first] }
        : { message: "one key after 'metadata', as in metadata.theme" };
    case 'client': return named('clientId', 'id', root, path);
    case 'pool': return named('userPoolId', 'id', root, path);
    case 'trigger': return named('triggerSource', 'source', root, path);
    case 'provider': return named('identityProvider', 'name', root, path);
    case 'region':
    case 'now':
      return path.length === 0 ? { op: root } : { message: `nothing after '${root}'` };
    case 'groups':
    case 'scopes':
      return memberOf({ op: root }, path);
    case 'element':
      return { op: 'element', args: path.length === 0 ? [] : [path] };
  }
}

function ofUser(name: string): AuthorNode {
  const op = OF_USER.find(each => each === name);
  return op ? { op } : { op: 'userAttribute', args: [name] };
}

/** A root with one value, whose name may follow the root. */
function named(op: NameOf<'source'>, name: string, root: Root, path: Path): AuthorNode | PathError {
  return path.length === 0 || (path.length === 1 && path[0] === name) ? { op } : { message: `nothing or .${name} after '${root}'` };
}

function memberOf(node: AuthorNode, path: Path): AuthorNode {
  return path.length === 0 ? node : { op: 'property', args: [path], of: [node] };
}
