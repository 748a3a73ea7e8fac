import * as fs from 'node:fs';
import * as path from 'node:path';
import { packagesIn } from '../../scripts/notice';

const ROOT = path.join(__dirname, '..');
const LIB = path.join(ROOT, 'lib');

test('NOTICE has every package whose code is in the command, and those of the viewer', () => {
  const bundles = fs.readdirSync(LIB).filter(file => /\.m?js$/.test(file)).map(file => fs.readFileSync(path.join(LIB, file), 'utf8'));
  // esbuild writes the path of each file above its code
  const inBundles = bundles.flatMap(text => [...text.matchAll(/^ *\/\/ .*node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm)].map(([, name]) => name));
  expect(inBundles).toContain('re2js');

  expect(packagesIn(fs.readFileSync(path.join(ROOT, 'NOTICE'), 'utf8'))).toEqual([...new Set([...inBundles, 'preact'])].sort().map(name => {
    const { version, license } = JSON.parse(fs.readFileSync(path.join(ROOT, '..', 'node_modules', name, 'package.json'), 'utf8'));
    return { name, version, license };
  }));
});
