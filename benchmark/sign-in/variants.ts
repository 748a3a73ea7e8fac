import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { buildSync } from 'esbuild';
import { deployedEnricher } from '../../test/local/cloud-assembly';

/** A function to be measured. */
export interface Variant {
  readonly name: string;
  /** The folder that would be its zip. */
  readonly folder: string;
  readonly handler: string;
  readonly environment: { readonly [name: string]: string };
}

/** The functions of the app of the benchmark, which is synthesized by a process of its own: starting others from a large one takes longer. */
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

// below the repository, so that what is not bundled is found in its node_modules
const BUILT = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'sign-in');

/**
 * A handler of this folder, as `NodejsFunction` of the CDK builds one: CommonJS, which the SDK starts faster in than in modules of
 * ECMAScript.
 *
 * @param packages whether packages become part of the file, or are loaded from `node_modules`
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
