import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { build as buildPage, type Plugin } from 'vite';
import { dependencies, peerDependencies, version } from './package.json';
import { noticeOf, packageFolders, usedInputs } from '../scripts/notice';

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

/** The files that the page contains code of, as a plugin of its build adds them. */
const pageInputs: string[] = [];
const collectPageInputs: Plugin = {
  name: 'collect-page-inputs',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).flatMap(file => file.type === 'chunk' ? [file.modules] : []);
    pageInputs.push(...chunks.flatMap(modules => Object.entries(modules).filter(([, { renderedLength }]) => renderedLength > 0).map(([file]) => file)));
  },
};

/** Builds the command: one file with its code and the library code it needs, the viewer page as one file, and the launcher; and writes `NOTICE`. */
async function buildAll(): Promise<void> {
  fs.rmSync(LIB, { recursive: true, force: true });
  const [program, library] = await Promise.all([
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
    buildPage({ configFile: path.join(ROOT, 'viewer', 'vite.config.mts'), logLevel: 'warn', plugins: [collectPageInputs] }),
  ]);
  const inputs = [program, library].flatMap(({ metafile }) => usedInputs(metafile!)).map(file => path.resolve(file));
  fs.writeFileSync(path.join(ROOT, 'NOTICE'), noticeOf('token-enricher', packageFolders([...inputs, ...pageInputs])));
  fs.copyFileSync(path.join(ROOT, 'src', 'function', 'function-process.cjs'), path.join(LIB, 'function-process.cjs'));
  execFileSync(process.execPath, [require.resolve('typescript/lib/tsc'), '--project', path.join(ROOT, 'tsconfig.types.json')], { stdio: 'inherit' });
}

void buildAll();
