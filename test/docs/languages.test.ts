import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');
const LANGUAGES = ['typescript', 'python', 'java', 'csharp', 'go'];

const rows = fs.readFileSync(path.join(ROOT, 'docs', 'languages.md'), 'utf8').split('\n').filter(line => line.startsWith('| '))
  .map(line => line.split(' | ').map(cell => cell.replace(/^\| | \|$/g, '').trim())).slice(2);

/** All code of the app in a language. */
function codeOf(language: string): string {
  const folder = path.join(ROOT, 'examples', 'saas', language === 'typescript' ? '' : language);
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.(ts|py|java|cs|go)$/.test(name));
  return files.map(name => fs.readFileSync(path.join(folder, name), 'utf8')).join('\n');
}

test('the page has a row for each kind of name', () => {
  expect(rows.length).toBeGreaterThan(10);
  rows.forEach(row => expect(row).toHaveLength(1 + LANGUAGES.length));
});

test.each(LANGUAGES)('each form is in the app: %s', language => {
  const code = codeOf(language).replace(/\s+/g, ' ');
  const forms = rows.flatMap(row => [...row[1 + LANGUAGES.indexOf(language)].matchAll(/`([^`]+)`/g)].map(([, form]) => form));
  expect(forms.length).toBeGreaterThan(8);
  expect(forms.filter(form => !code.includes(form))).toEqual([]);
});
