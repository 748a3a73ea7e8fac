import * as fs from 'fs';
import * as path from 'path';

const DOCS = path.join(__dirname, '..', '..', 'docs');
const PAGE = path.join(DOCS, 'performance.md');

/** Writes results to their section of the page, between two comments. */
export function writeSection(name: string, text: string): void {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const page = fs.readFileSync(PAGE, 'utf8');
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) {
    throw new Error(`${path.basename(PAGE)} has no section ${start}`);
  }
  fs.writeFileSync(PAGE, `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`);
}

export function writePicture(picture: string): void {
  fs.writeFileSync(path.join(DOCS, 'performance.svg'), picture);
}
