import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { buildSync } from 'esbuild';
import { deployedEnricher } from '../../test/local/cloud-assembly';

/** A function to measure. */
export interface Variant {
  readonly name: string;
  /** The folder with the content of the zip package. */
  readonly folder: string;
  readonly handler: string;
  readonly environment: { readonly [name: string]: string };
}

/** Synthesizes the benchmark app in a separate process, as a small process can start child processes faster. Returns its functions. */
export function synthesize(folder: string): (stack: string, name: string) => Variant {
  execFileSync(process.execPath, [
    require.resolve('tsx/cli'), '--tsconfig', path.join(__dirname, '..', '..', 'test', 'tsconfig.json'), path.join(__dirname, 'app.ts'),
  ], { env: { ...process.env, CDK_OUTDIR: folder }, stdio: ['ignore', 'ignore', 'inherit'] });
  return (stack, name) => {
    const { asset, environment, resources } = deployedEnricher(folder, stack);
    const enricher = Object.values(resources).find(({ Metadata }) => Metadata?.['token-enricher'])!;
    return { name, folder: asset, handler: enricher.Properties.Handler, environment };
  };
}

// inside the repository, so that packages that are not bundled are found in its node_modules
const BUILT = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'sign-in');

/**
 * Builds a handler of this folder as CommonJS, like `NodejsFunction` of the CDK. The AWS SDK loads faster as CommonJS than as ES modules.
 *
 * @param packages `bundle` includes packages in the file, `external` loads them from `node_modules`
 */
export function build(file: string, name: string, packages: 'bundle' | 'external' = 'bundle'): Variant {
  const folder = path.join(BUILT, `${file}-${packages}`);
  fs.rmSync(folder, { recursive: true, force: true });
  buildSync({
    entryPoints: [path.join(__dirname, 'handlers', `${file}.ts`)],
    outfile: path.join(folder, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    minify: packages === 'bundle',
    packages,
  });
  return { name, folder, handler: 'index.handler', environment: {} };
}
