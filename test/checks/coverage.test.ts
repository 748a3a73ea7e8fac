import * as fs from 'fs';
import * as path from 'path';
import { CHECKS } from '../../src/checks/rules';
import { WARNINGS } from '../../src/checks/rules/warnings';

const ROOT = path.join(__dirname, '..');
const TESTS = fs.readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.test.ts'))
  .map(name => fs.readFileSync(path.join(ROOT, name), 'utf8')).join('\n');
const isTested = (call: string): boolean => TESTS.includes(`\n${call}`);

test('every check of rules has a test that it fires, and that similar valid rules pass', () => {
  const checks = [...new Set(CHECKS.map(({ name }) => name))];
  expect(checks.filter(name => !isTested(`describeCheck('${name}'`))).toEqual([]);
});

test('every warning about rules has a test that it comes, and that similar rules bring none', () => {
  expect(WARNINGS.map(({ id }) => id).filter(id => !isTested(`describeWarning('${id}'`))).toEqual([]);
});
