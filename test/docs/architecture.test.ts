import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');
const PAGE = fs.readFileSync(path.join(ROOT, 'docs', 'architecture.md'), 'utf8');
/** Paths of the repository on the page. Build output does not exist before the build. */
const paths = [...PAGE.matchAll(/`((?:src|lambda-src|cli)\/[\w./-]+)`/g)].map(([, name]) => name);

test('every file and folder on the page exists', () => {
  expect(paths.length).toBeGreaterThan(30);
  expect(paths.filter(name => !fs.existsSync(path.join(ROOT, name)))).toEqual([]);
});

test('the picture contains every folder of the construct', () => {
  const folders = fs.readdirSync(path.join(ROOT, 'src'), { withFileTypes: true }).filter(each => each.isDirectory()).map(({ name }) => name);
  const picture = PAGE.slice(PAGE.indexOf('## Folders'), PAGE.indexOf('## Journey 1'));
  expect(folders.filter(name => !new RegExp(`\\b${name}\\b`).test(picture))).toEqual([]);
});
