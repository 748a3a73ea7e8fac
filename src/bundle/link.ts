/**
 * The code of the function is built once, in parts: what V8 has to read at every cold start is what the rules at hand need. Parts are
 * whole statements of one file, in their order, so that a file with less of them does the same as long as it has all that these need.
 */

/** A declaration, or something else that can be left out. */
export interface Part {
  /** Where its text is in the file. */
  readonly from: number;
  readonly to: number;
  /** It is one of several variables that the file declares together. */
  readonly isVariable?: true;
  /** Places of the parts that it refers to. */
  readonly needs: readonly number[];
}

/** A list or map, of which any member may be left out. */
export interface Table {
  /** The text around the members. */
  readonly before: string;
  readonly after: string;
  readonly members: { readonly [name: string]: Part };
}

/** A file in parts. */
export interface Parts {
  readonly parts: ReadonlyArray<Part | Table>;
  readonly exports: { readonly [name: string]: Part };
}

/**
 * The text of a file that exports these, and nothing that these do not need.
 *
 * @param file the text of the whole file
 * @param used names of members of tables
 */
export function link(file: string, { parts, exports }: Parts, names: readonly string[], used: ReadonlySet<string>): string {
  const textOf = ({ from, to, isVariable }: Part): string => isVariable ? `var ${file.slice(from, to)};` : file.slice(from, to);
  const texts = new Map<number, string>();
  const add = (needs: readonly number[]): void => needs.forEach(place => {
    if (texts.has(place)) {
      return;
    }
    const part = parts[place];
    const kept = 'members' in part ? Object.entries(part.members).filter(([name]) => used.has(name)).map(([, each]) => each) : [part];
    texts.set(place, 'members' in part ? `${part.before}${kept.map(textOf).join()}${part.after}` : textOf(part));
    kept.forEach(each => add(each.needs));
  });
  names.forEach(name => add(exports[name].needs));
  const inOrder = [...texts].sort(([left], [right]) => left - right).map(([, text]) => text);
  const functions = inOrder.map(compiledAtOnce).filter(text => text !== undefined);
  const others = inOrder.filter(text => !FUNCTION.test(text));
  // a line for each, so that the place of an error tells which one it was
  return ['"use strict";', ...functions, ...others, `module.exports={${names.map(name => `${name}:${textOf(exports[name])}`).join()}};`, ''].join('\n');
}

/** A declaration of a function. */
const FUNCTION = /^((?:async )?function) ?([\w$]+)(?=\()/;

/**
 * What is in parentheses V8 compiles while it reads it. A declared function it reads twice: when it skips it, and when it is called,
 * as nearly all of these are before the first token. It has to be there before all that calls it.
 *
 * @see https://v8.dev/blog/preparser#pife
 */
function compiledAtOnce(text: string): string | undefined {
  return FUNCTION.test(text) ? `${text.replace(FUNCTION, (_, begin: string, name: string) => `var ${name}=(${begin}`)});` : undefined;
}

/**
 * The entry of the function, as a module of ECMAScript, which has no `require` of its own. What it awaits is done while Lambda
 * initializes an environment, with all the CPU there is.
 *
 * @param handler the text of the file that exports `initialize` and `handler`
 * @param modules what it loads that is a part of the entry, as each file takes time by itself; what there is none of is undefined
 */
export function entryOf(handler: string, modules: { readonly [name: string]: string | undefined }): string {
  // in parentheses here too: it is called once, and now
  const loaded = (text: string): string => `(function(module,require){${text}return module.exports})({},load)`;
  const require = 'process.getBuiltinModule(name)??process.getBuiltinModule("module").createRequire(import.meta.url)(name)';
  return [
    `const __dirname=import.meta.dirname,known={},load=(function(name){return name in known?known[name]:${require}});`,
    ...Object.entries(modules).map(([name, text]) => `known[${JSON.stringify(name)}]=${text === undefined ? text : loaded(text)};`),
    `const {handler,initialize}=${loaded(handler)};`,
    'await initialize();',
    'export{handler};',
    '',
  ].join('\n');
}
