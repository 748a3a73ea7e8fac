import * as fs from 'fs';
import * as path from 'path';

/** Writes a page of the documentation. */
export function writePage(name: string, lines: readonly string[]): void {
  fs.writeFileSync(path.join(__dirname, '..', name), `${lines.join('\n').trimEnd()}\n`);
}

/** Code within a line, whatever is in it. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** In a table even the bars of code are written so. */
export function inTable(markdown: string): string {
  return markdown.replaceAll('|', '\\|');
}

/** The anchor of a heading, as GitHub makes it of a name in code. */
export function anchor(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9 _-]/g, '').replaceAll(' ', '-');
}
