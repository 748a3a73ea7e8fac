import * as fs from 'fs';
import * as path from 'path';
import { Random } from '../support/random';

const ROOT = path.join(__dirname, '..', '..');

/** Ranges of single lines of code. Mutants of several lines, which remove a whole block, are not part of a sample. */
export function sampleLines(files: readonly string[], count: number, seed: number): readonly string[] {
  const random = new Random(seed);
  const lines = files.flatMap(codeLines);
  return lines.map(line => ({ line, order: random.next() })).sort((a, b) => a.order - b.order).slice(0, count).map(({ line }) => line);
}

/** The TypeScript files of a folder, or the file itself. */
export function filesIn(code: string): readonly string[] {
  return code.endsWith('.ts') ? [code] : fs.readdirSync(path.join(ROOT, code), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .sort()
    .map(file => path.posix.join(code, file));
}

/** Lines that decide something: neither imports, comments, nor types. */
function codeLines(file: string): readonly string[] {
  return fs.readFileSync(path.join(ROOT, file), 'utf8').split('\n')
    .flatMap((text, at) => /[=(?&|[{]/.test(text) && !/^\s*(\/|\*|import|export (type|interface)|readonly)/.test(text) ? [`${file}:${at + 1}-${at + 1}`] : []);
}
