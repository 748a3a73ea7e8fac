import * as fs from 'fs';
import * as path from 'path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { partsOf } from './parts';
import { QUICK_TO_START } from './quick-to-start';

const ROOT = path.join(__dirname, '..', '..');
const sourcesOf = (name: string): string => path.join(ROOT, 'lambda-src', name);
const assetsOf = (name: string): string => path.join(ROOT, 'assets', name);

/** Files of the function, and what each leaves to others, which are loaded when they are needed and are in an asset only then. */
const FILES: readonly BuildOptions[] = [
  { entryPoints: ['handler.ts'], external: ['./enricher', './network'] },
  { entryPoints: ['enricher.ts'], external: ['./pattern-engine', './planning'] },
  { entryPoints: ['network.ts'], external: ['./cache-engine'] },
  { entryPoints: ['pattern-engine.ts'] },
  { entryPoints: ['planning.ts'] },
  { entryPoints: ['cache-engine.ts'] },
];

/** Files of which an asset has what its rules need. */
const IN_PARTS = ['handler', 'enricher', 'network'];

/** Functions of one file: the custom resource that attaches to existing pools, and what watches attachments. */
const OTHERS = ['attach', 'monitor'];

/** Nobody waits for them while they start, or counts their events: they have less code. */
const LESS_CODE: Plugin = {
  name: 'less-code',
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/mac$/ }, given => ({ path: path.join(given.resolveDir, 'mac-of-node.ts') })),
};

/** What is bundled brings its notice. */
const NOTICES = { 're2js': 'LICENSE', 'lru-cache': 'LICENSE.md' };

/**
 * Builds the code of the function into `assets`, so that no user needs a bundler. It is small, as V8 reads all of it at every cold
 * start. Whoever has the places of an error in a log gives `--source-maps`, at the version that was deployed.
 */
async function bundle(): Promise<void> {
  const others = OTHERS.map((name): BuildOptions => ({ absWorkingDir: sourcesOf(name), outdir: assetsOf(name), entryPoints: ['index.ts'], plugins: [LESS_CODE] }));
  ['enricher', ...OTHERS].forEach(name => fs.rmSync(assetsOf(name), { recursive: true, force: true }));
  await Promise.all([...FILES, ...others].map(options => build({
    absWorkingDir: sourcesOf('enricher'),
    outdir: assetsOf('enricher'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    sourcemap: process.argv.includes('--source-maps') && 'external',
    // a class without functions that make its members
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    legalComments: 'inline',
    logLevel: 'warning',
    plugins: [QUICK_TO_START],
    ...options,
  })));
  for (const name of IN_PARTS) {
    const parts = partsOf(fs.readFileSync(path.join(assetsOf('enricher'), `${name}.js`), 'utf8'));
    fs.writeFileSync(path.join(assetsOf('enricher'), `${name}.parts.json`), JSON.stringify(parts));
  }
  for (const [name, file] of Object.entries(NOTICES)) {
    fs.copyFileSync(path.join(ROOT, 'node_modules', name, file), path.join(assetsOf('enricher'), `LICENSE.${name}`));
  }
}

void bundle();
