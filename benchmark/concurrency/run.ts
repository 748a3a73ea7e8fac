import * as fs from 'fs';
import * as path from 'path';
import { durations } from './figures';
import { drawConcurrency } from './picture';
import { tables } from './tables';

const DOCS = path.join(__dirname, '..', '..', 'docs');
const PAGE = path.join(DOCS, 'guides', 'cost-and-scale.md');

/** Writes the tables and the picture of the guide. They follow from the figures of docs/performance.md. */
const measured = durations();
const page = Object.entries(tables(measured)).reduce((text, [name, content]) => {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  return `${text.slice(0, text.indexOf(start))}${start}\n\n${content}\n\n${text.slice(text.indexOf(end))}`;
}, fs.readFileSync(PAGE, 'utf8'));
fs.writeFileSync(PAGE, page);
fs.writeFileSync(path.join(DOCS, 'images', 'scale.svg'), drawConcurrency(measured));
