import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');
const THREATS = fs.readFileSync(path.join(ROOT, 'SECURITY.md'), 'utf8').split('## Threats')[1].split('\n## ')[0]
  .split('\n').filter(line => line.startsWith('| ')).slice(2);

test('there are threats', () => expect(THREATS.length).toBeGreaterThan(10));

test.each(THREATS)('%s: its tests exist', threat => {
  const tests = [...threat.matchAll(/`((?:cli\/)?test\/[^`]+)`/g)].map(([, file]) => file);
  expect(tests.length).toBeGreaterThan(0);
  expect(tests.filter(file => !fs.existsSync(path.join(ROOT, file)))).toEqual([]);
});
