import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');
const PAGE = fs.readFileSync(path.join(ROOT, 'docs', 'architecture.md'), 'utf8');
/** Paths of the repository, as the page writes them. What is built is not there before it is. */
const paths = [...PAGE.matchAll(/`((?:src|lambda-src|cli)\/[\w./-]+)`/g)].map(([, name]) => name);

test('every file and folder that the page names is there', () => {
  expect(paths.length).toBeGreaterThan(30);
  expect(paths.filter(name => !fs.existsSync(path.join(ROOT, name)))).toEqual([]);
});

test('every folder of the construct is in the picture', () => {
  const folders = fs.readdirSync(path.join(ROOT, 'src'), { withFileTypes: true }).filter(each => each.isDirectory()).map(({ name }) => name);
  const picture = PAGE.slice(PAGE.indexOf('## Folders'), PAGE.indexOf('## Journey 1'));
  expect(folders.filter(name => !new RegExp(`\\b${name}\\b`).test(picture))).toEqual([]);
});
