/**
 * The code of the function is built once, in parts: what V8 has to read at every cold start is what the rules at hand need. Parts are
 * whole statements of one file, in their order, so that a file with less of them does the same as long as it has all that these need.
 */

/** A declaration, by the text of it. */
export interface Part {
  readonly text: string;
  /** Places of the parts that it refers to. */
  readonly needs: readonly number[];
}

/** A list of operators, of which any may be left out. */
export interface OperatorTable {
  readonly name: string;
  readonly operators: { readonly [name: string]: Part };
}

/** A file in parts. */
export interface Parts {
  readonly parts: ReadonlyArray<Part | OperatorTable>;
  readonly exports: { readonly [name: string]: Part };
}

/** The text of a file that exports these and knows these operators. */
export function link({ parts, exports }: Parts, names: readonly string[], operators: ReadonlySet<string>): string {
  const texts = new Map<number, string>();
  const add = (needs: readonly number[]): void => needs.forEach(place => {
    if (texts.has(place)) {
      return;
    }
    const part = parts[place];
    const kept = 'operators' in part ? Object.entries(part.operators).filter(([name]) => operators.has(name)).map(([, each]) => each) : [part];
    texts.set(place, 'operators' in part ? `var ${part.name}=[${kept.map(({ text }) => text).join()}];` : part.text);
    kept.forEach(each => add(each.needs));
  });
  names.forEach(name => add(exports[name].needs));
  const inOrder = [...texts].sort(([left], [right]) => left - right).map(([, text]) => text);
  // a line for each, so that the place of an error tells which one it was
  return ['"use strict";', ...inOrder, `module.exports={${names.map(name => `${name}:${exports[name].text}`).join()}};`, ''].join('\n');
}
