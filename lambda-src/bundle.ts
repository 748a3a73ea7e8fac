import * as fs from 'fs';
import * as path from 'path';
import { build, type BuildOptions } from 'esbuild';

const ROOT = path.join(__dirname, '..');
const ASSETS = path.join(ROOT, 'assets');

const FUNCTIONS: readonly BuildOptions[] = [
  { entryPoints: { enricher: 'enricher/index.ts' }, outdir: path.join(ASSETS, 'enricher'), external: ['./pattern-engine', './cache-engine', './function-engine'] },
  // an asset contains an engine only if its rules need it; these two are mostly third-party code
  { entryPoints: ['enricher/pattern-engine.ts', 'enricher/cache-engine.ts'], outdir: path.join(ASSETS, 'enricher'), minify: true },
  { entryPoints: ['enricher/function-engine.ts'], outdir: path.join(ASSETS, 'enricher') },
  { entryPoints: { 'attach/index': 'attach/index.ts', 'monitor/index': 'monitor/index.ts' }, outdir: ASSETS },
];

/** License files of bundled packages. */
const NOTICES = { 're2js': 'LICENSE', 'lru-cache': 'LICENSE.md' };

/** Bundles the functions into `assets`, so that users need no bundler. Most code is not minified, so that stack traces in logs are readable. */
async function bundle(): Promise<void> {
  fs.rmSync(ASSETS, { recursive: true, force: true });
  await Promise.all(FUNCTIONS.map(options => build({
    absWorkingDir: __dirname,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    legalComments: 'inline',
    logLevel: 'warning',
    ...options,
  })));
  fs.copyFileSync(path.join(__dirname, 'enricher', 'index.mjs'), path.join(ASSETS, 'enricher', 'index.mjs'));
  for (const [name, file] of Object.entries(NOTICES)) {
    fs.copyFileSync(path.join(ROOT, 'node_modules', name, file), path.join(ASSETS, 'enricher', `LICENSE.${name}`));
  }
}

void bundle();
