import * as fs from 'fs';
import * as path from 'path';
import { build, type BuildOptions } from 'esbuild';
import { noticeOf, packageFolders, usedInputs } from '../scripts/notice';

const ROOT = path.join(__dirname, '..');
const ASSETS = path.join(ROOT, 'assets');

const COMMON: BuildOptions = {
  absWorkingDir: __dirname,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  legalComments: 'inline',
  logLevel: 'warning',
};

/** The bundles of the functions. Most code is not minified, so that stack traces in logs are readable. */
export const FUNCTIONS: readonly BuildOptions[] = [
  { ...COMMON, entryPoints: { enricher: 'enricher/index.ts' }, outdir: path.join(ASSETS, 'enricher'), external: ['./pattern-engine', './cache-engine', './function-engine'] },
  // an asset contains an engine only if its rules need it; these two are mostly third-party code
  { ...COMMON, entryPoints: ['enricher/pattern-engine.ts', 'enricher/cache-engine.ts'], outdir: path.join(ASSETS, 'enricher'), minify: true },
  { ...COMMON, entryPoints: ['enricher/function-engine.ts'], outdir: path.join(ASSETS, 'enricher') },
  { ...COMMON, entryPoints: { 'attach/index': 'attach/index.ts', 'monitor/index': 'monitor/index.ts' }, outdir: ASSETS },
];

/** Bundles the functions into `assets`, so that users need no bundler, and writes the licenses of other packages in them to `NOTICE`. */
async function bundle(): Promise<void> {
  fs.rmSync(ASSETS, { recursive: true, force: true });
  const results = await Promise.all(FUNCTIONS.map(options => build({ ...options, metafile: true })));
  fs.copyFileSync(path.join(__dirname, 'enricher', 'index.mjs'), path.join(ASSETS, 'enricher', 'index.mjs'));
  const inputs = results.flatMap(({ metafile }) => usedInputs(metafile)).map(file => path.join(__dirname, file));
  fs.writeFileSync(path.join(ROOT, 'NOTICE'), noticeOf('cdk-cognito-token-enricher', packageFolders(inputs)));
}

if (require.main === module) {
  void bundle();
}
