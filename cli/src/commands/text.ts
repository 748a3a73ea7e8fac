import { stripVTControlCharacters, styleText } from 'node:util';

// styleText writes colors only to a terminal, and never with NO_COLOR

export const bold = (text: string): string => styleText('bold', text);
export const dim = (text: string): string => styleText('dim', text);
export const yellow = (text: string): string => styleText('yellow', text);
export const red = (text: string): string => styleText('red', text);
export const green = (text: string): string => styleText('green', text);

/** Rows of two columns. Further lines of the second column are below its first one. */
export function columns(rows: ReadonlyArray<readonly [left: string, right: string | readonly string[]]>): readonly string[] {
  const width = Math.max(0, ...rows.map(([left]) => widthOf(left)));
  return rows.flatMap(([left, right]) => linesOf([right].flat()).map((line, index) => {
    const shown = index === 0 ? left : '';
    return `${shown}${' '.repeat(width - widthOf(shown))}  ${line}`.trimEnd();
  }));
}

/** A title with indented lines; nothing without lines. */
export function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [bold(title), ...indented(lines)];
}

export function indented(lines: readonly string[]): readonly string[] {
  return linesOf(lines).map(line => line === '' ? '' : `  ${line}`);
}

/** Texts of authors can have several lines. */
function linesOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap(text => text.split('\n'));
}

/** Control characters and those that change the direction of text, except line feeds and the colors of `styleText`. */
const CONTROLS = /\u001b(?!\[[\d;]*m)|[\u0000-\u0009\u000b-\u001a\u001c-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text for the terminal: values of events and descriptions must not control it. */
export function printable(text: string): string {
  return text.replace(CONTROLS, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}
