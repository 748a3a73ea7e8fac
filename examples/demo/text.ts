/** Length of the longest string. */
export function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(text => text.length));
}

/** Splits a string into lines, at spaces or, if a word is longer than a line, within it. Further lines are indented. */
export function wrap(text: string, width: number, indent = '    '): readonly string[] {
  if (text.length <= width) {
    return [text];
  }
  const blank = text.lastIndexOf(' ', width);
  const end = blank > text.search(/\S/) && blank > indent.length ? blank : width;
  return [text.slice(0, end), ...wrap(`${indent}${text.slice(end).trimStart()}`, width, indent)];
}
