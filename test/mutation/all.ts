/** @jest-environment ./test/mutation/environment.ts */
import * as fs from 'fs';
import * as path from 'path';

declare const MUTATION_TESTS: readonly string[];

const TESTS = path.join(__dirname, '..');

/** All tests of a scope in one file: to load the CDK again for each of them would take most of the time. Hooks run only for the tests of their file. */
for (const entry of MUTATION_TESTS) {
  const files = entry.endsWith('.test.ts') ? [entry] : fs.readdirSync(path.join(TESTS, entry), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.test.ts')).sort().map(file => path.join(entry, file));
  files.forEach(file => describe(file, () => { jest.requireActual(path.join(TESTS, file)); }));
}
