import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { build as buildPage } from 'vite';
import { dependencies, version } from './package.json';

const ROOT = import.meta.dirname;
const LIB = path.join(ROOT, 'lib');

const COMMON: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  outdir: LIB,
  sourcemap: false,
  legalComments: 'inline',
  logLevel: 'warning',
  define: { VERSION: JSON.stringify(version) },
  external: Object.keys(dependencies),
};

/** Builds the command: one file of its own code and of what it needs of the library, the page of the viewer in one file, and the way to start it. */
async function buildAll(): Promise<void> {
  fs.rmSync(LIB, { recursive: true, force: true });
  await Promise.all([
    build({
      ...COMMON,
      entryPoints: [path.join(ROOT, 'src', 'main.ts')],
      format: 'esm',
      outExtension: { '.js': '.mjs' },
      // some code of the library loads modules of Node.js when it needs them
      banner: { js: 'import { createRequire } from \'node:module\';\nconst require = createRequire(import.meta.url);' },
    }),
    build({ ...COMMON, entryPoints: [path.join(ROOT, 'src', 'index.ts')], format: 'cjs' }),
    buildPage({ configFile: path.join(ROOT, 'viewer', 'vite.config.ts'), logLevel: 'warn' }),
  ]);
  fs.copyFileSync(path.join(ROOT, 'src', 'function', 'function-process.cjs'), path.join(LIB, 'function-process.cjs'));
  execFileSync(process.execPath, [require.resolve('typescript/lib/tsc'), '--project', path.join(ROOT, 'tsconfig.types.json')], { stdio: 'inherit' });
}

void buildAll();
