
/** A table with a title; nothing without rows. Columns in which all cells are empty are left out. */
export function table(title: string, columns: readonly string[], rows: ReadonlyArray<readonly string[]>): readonly string[] {
  const used = columns.map((_, index) => rows.some(row => row[index] !== ''));
  const line = (cells: readonly string[]): string => `| ${cells.filter((_, index) => used[index]).map(cell).join(' | ')} |`;
  return rows.length === 0 ? [] : [`## ${title}`, [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')];
}

/** A cell is one line, in which a bar would end it. */
export function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
}

/** A text of an author in one line, in which Markdown would take HTML out. */
export function prose(text: string): string {
  return inOneLine(text).replaceAll('<', '\\<');
}

function inOneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}

/** A code span ends with as many backticks as it begins with. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const line = inOneLine(text);
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}
