import * as fs from 'fs';
import * as path from 'path';
import { build } from 'esbuild';
import { FUNCTIONS } from '../../lambda-src/bundle';
import { noticeOf, packagesIn } from '../../scripts/notice';
import { temporaryFolder } from '../packaged/packages';

const ROOT = path.join(__dirname, '..', '..');
const NOTICE = fs.readFileSync(path.join(ROOT, 'NOTICE'), 'utf8');

test('NOTICE has every package whose code is in the functions, with its license', async () => {
  const results = await Promise.all(FUNCTIONS.map(options => build({ ...options, write: false, metafile: true })));
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const names = [...new Set(inputs.flatMap(file => file.split('node_modules/').slice(1).map(rest => rest.split('/').slice(0, rest.startsWith('@') ? 2 : 1).join('/'))))].sort();
  expect(names).toEqual(['lru-cache', 're2js']);

  expect(packagesIn(NOTICE)).toEqual(names.map(name => {
    const { version, license } = JSON.parse(fs.readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
    return { name, version, license };
  }));
  expect(NOTICE).toContain('Copyright (c) 2023 Oleksii Vasyliev');
  expect(NOTICE).toContain('# Blue Oak Model License');
});

describe('a bundled package', () => {
  const folder = temporaryFolder('notice');
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const create = (name: string, license: string | undefined, files: Readonly<Record<string, string>>) => {
    const created = path.join(folder, name);
    fs.mkdirSync(created);
    Object.entries({ ...files, 'package.json': JSON.stringify({ name, version: '1.0.0', license }) }).forEach(([file, text]) => fs.writeFileSync(path.join(created, file), text));
    return created;
  };

  test('is listed with all of its legal texts', () => {
    const notice = noticeOf('product', [create('fine', 'Apache-2.0', { 'LICENSE.txt': 'the license\r\n', 'NOTICE': 'the authors', 'licenses.js': 'code' })]);
    expect(packagesIn(notice)).toEqual([{ name: 'fine', version: '1.0.0', license: 'Apache-2.0' }]);
    expect(notice).toMatch(/\n\nthe license\nthe authors\n$/);
  });

  test.each([['GPL-3.0-only'], [undefined]])('cannot have the license %s', license => {
    expect(() => noticeOf('product', [create(`not-${license}`, license, { LICENSE: 'text' })])).toThrow(`is bundled, and its license is ${license}. Allowed: 0BSD`);
  });

  test('needs the text of its license', () => {
    expect(() => noticeOf('product', [create('no-text', 'MIT', {})])).toThrow('no-text 1.0.0 is bundled, and has no file with its license');
  });
});
