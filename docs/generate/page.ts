import * as fs from 'fs';
import * as path from 'path';

/** Writes a page to the `docs` folder. */
export function writePage(name: string, lines: readonly string[]): void {
  fs.writeFileSync(path.join(__dirname, '..', name), `${lines.join('\n').trimEnd()}\n`);
}

/** Inline code, which may contain backticks. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Escapes vertical bars for a table cell. They must be escaped even in code. */
export function inTable(markdown: string): string {
  return markdown.replaceAll('|', '\\|');
}

/** The anchor that GitHub generates for a heading. */
export function anchor(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9 _-]/g, '').replaceAll(' ', '-');
}
