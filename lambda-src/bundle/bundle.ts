import * as fs from 'fs';
import * as path from 'path';
import { build, type BuildOptions } from 'esbuild';
import { EVALUATED_PARTS } from './evaluated-parts';

const ROOT = path.join(__dirname, '..', '..');
const SOURCES = path.join(ROOT, 'lambda-src', 'enricher');
const ASSETS = path.join(ROOT, 'assets', 'enricher');
/** The custom resource that attaches the function to pools of other templates. */
const ATTACH = { absWorkingDir: path.join(ROOT, 'lambda-src', 'attach'), outdir: path.join(ROOT, 'assets', 'attach'), entryPoints: ['index.ts'] };

/** Modules of ECMAScript have neither. */
const REQUIRE = 'import{createRequire}from"node:module";const require=createRequire(import.meta.url),__dirname=import.meta.dirname;';

/** Files of the function, and what each leaves to others, which are loaded when they are needed and are in an asset only then. */
const FILES: readonly BuildOptions[] = [
  { entryPoints: ['index.mjs'], format: 'esm', outExtension: { '.js': '.mjs' }, banner: { js: REQUIRE }, external: ['./enricher', './network'] },
  { entryPoints: ['enricher.ts'], external: ['./pattern-engine'] },
  { entryPoints: ['network.ts'], external: ['./cache-engine'] },
  { entryPoints: ['pattern-engine.ts'] },
  { entryPoints: ['cache-engine.ts'] },
  ATTACH,
];

/** What is bundled brings its notice. */
const NOTICES = { 're2js': 'LICENSE', 'lru-cache': 'LICENSE.md' };

/**
 * Builds the code of the function into `assets`, so that no user needs a bundler. It is small, as V8 reads all of it at every cold
 * start. Whoever has the places of an error in a log gives `--source-maps`, at the version that was deployed.
 */
async function bundle(): Promise<void> {
  for (const folder of [ASSETS, ATTACH.outdir]) {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  await Promise.all(FILES.map(options => build({
    absWorkingDir: SOURCES,
    outdir: ASSETS,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    sourcemap: process.argv.includes('--source-maps') && 'external',
    legalComments: 'inline',
    logLevel: 'warning',
    plugins: [EVALUATED_PARTS],
    ...options,
  })));
  for (const [name, file] of Object.entries(NOTICES)) {
    fs.copyFileSync(path.join(ROOT, 'node_modules', name, file), path.join(ASSETS, `LICENSE.${name}`));
  }
}

void bundle();
