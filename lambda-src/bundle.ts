import * as fs from 'fs';
import * as path from 'path';
import { build, type BuildOptions } from 'esbuild';

const ROOT = path.join(__dirname, '..');
const ASSETS = path.join(ROOT, 'assets');

/**
 * The function; engines that only some rules need are files of their own, which an asset has where it needs them. The other functions are
 * one file each.
 */
const ENRICHER: BuildOptions = {
  entryPoints: { 'enricher': 'enricher/index.ts', 'pattern-engine': 'enricher/pattern-engine.ts', 'cache-engine': 'enricher/cache-engine.ts' },
  outdir: path.join(ASSETS, 'enricher'),
  external: ['./pattern-engine', './cache-engine'],
};
const OTHERS = ['attach', 'monitor'].map((name): BuildOptions => ({ entryPoints: { index: `${name}/index.ts` }, outdir: path.join(ASSETS, name) }));

/** Notices of what is bundled. */
const NOTICES = { 're2js': 'LICENSE', 'lru-cache': 'LICENSE.md' };

/** Builds the code of the functions into `assets`, so that no user needs a bundler. It is readable: a stack in a log names its functions. */
async function bundle(): Promise<void> {
  fs.rmSync(ASSETS, { recursive: true, force: true });
  await Promise.all([ENRICHER, ...OTHERS].map(options => build({
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
