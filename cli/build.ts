import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { build as buildPage } from 'vite';
import { dependencies, peerDependencies, version } from './package.json';

const ROOT = import.meta.dirname;
const LIB = path.join(ROOT, 'lib');

const COMMON: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  outdir: LIB,
  sourcemap: false,
  legalComments: 'inline',
  metafile: true,
  logLevel: 'warning',
  define: { VERSION: JSON.stringify(version) },
  external: Object.keys({ ...dependencies, ...peerDependencies }),
};

/** License files of bundled packages. */
const NOTICES: Readonly<Record<string, string>> = { re2js: 'LICENSE', preact: 'LICENSE' };

/** Copies the license files. Fails for a bundled package that is not in `NOTICES`. */
function copyNotices(inputs: readonly string[]): void {
  const bundled = new Set(inputs.flatMap(input => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []));
  const unknown = [...bundled].filter(name => !(name in NOTICES));
  if (unknown.length > 0) {
    throw new Error(`${unknown.join(', ')} is bundled: add its notice to NOTICES`);
  }
  for (const [name, file] of Object.entries(NOTICES)) {
    fs.copyFileSync(path.join(ROOT, '..', 'node_modules', name, file), path.join(LIB, `LICENSE.${name}`));
  }
}

/** Builds the command: one file with its code and the library code it needs, the viewer page as one file, and the launcher. */
async function buildAll(): Promise<void> {
  fs.rmSync(LIB, { recursive: true, force: true });
  const [{ metafile }] = await Promise.all([
    build({
      ...COMMON,
      entryPoints: [path.join(ROOT, 'src', 'main.ts')],
      format: 'esm',
      // commands load what only they need
      splitting: true,
      outExtension: { '.js': '.mjs' },
      // some library code loads Node.js modules on demand
      banner: { js: 'import { createRequire } from \'node:module\';\nconst require = createRequire(import.meta.url);' },
    }),
    build({ ...COMMON, entryPoints: [path.join(ROOT, 'src', 'index.ts')], format: 'cjs' }),
    buildPage({ configFile: path.join(ROOT, 'viewer', 'vite.config.mts'), logLevel: 'warn' }),
  ]);
  copyNotices(Object.keys(metafile!.inputs));
  fs.copyFileSync(path.join(ROOT, 'src', 'function', 'function-process.cjs'), path.join(LIB, 'function-process.cjs'));
  execFileSync(process.execPath, [require.resolve('typescript/lib/tsc'), '--project', path.join(ROOT, 'tsconfig.types.json')], { stdio: 'inherit' });
}

void buildAll();
