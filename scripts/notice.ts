import * as fs from 'fs';
import * as path from 'path';
import type { Metafile } from 'esbuild';

/** Licenses that allow every use if their text is kept. */
const PERMISSIVE: ReadonlySet<string> = new Set(['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']);
const LINE = '-'.repeat(80);

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** The folders of the installed packages that these files are from, sorted. */
export function packageFolders(files: Iterable<string>): readonly string[] {
  const folders = [...files].flatMap(file => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/** The files of which code is in the outputs of esbuild. */
export function usedInputs({ outputs }: Metafile): readonly string[] {
  const inputs = Object.values(outputs).flatMap(output => Object.entries(output.inputs));
  return inputs.flatMap(([file, { bytesInOutput }]) => bytesInOutput > 0 ? [file] : []);
}

/** The text of `NOTICE`: the license of each package. Fails if a license is not permissive, or if a package has no text of it. */
export function noticeOf(product: string, folders: readonly string[]): string {
  const packages = folders.map(folder => {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as BundledPackage;
    if (!PERMISSIVE.has(license)) {
      throw new Error(`${name} ${version} is bundled, and its license is ${license}. Allowed: ${[...PERMISSIVE].join(', ')}`);
    }
    const files = fs.readdirSync(folder).filter(file => /^(licen[cs]e|copying|notice)(\.|$)/i.test(file)).sort();
    if (files.length === 0) {
      throw new Error(`${name} ${version} is bundled, and has no file with its license in ${folder}`);
    }
    const texts = files.map(file => fs.readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
    return ['', LINE, `${name} ${version} (${license})`, '', ...texts].join('\n');
  });
  return [`${product} contains code of these packages.`, ...packages, ''].join('\n');
}

/** The packages that a `NOTICE` is about. */
export function packagesIn(notice: string): readonly BundledPackage[] {
  return [...notice.matchAll(new RegExp(`^${LINE}\\n(\\S+) (\\S+) \\((\\S+)\\)$`, 'gm'))].map(([, name, version, license]) => ({ name, version, license }));
}
