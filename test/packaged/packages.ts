import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');

export interface Package {
  readonly name: string;
  readonly version: string;
  readonly tarball: string;
}

/** Creates a folder outside of the repository. */
export function temporaryFolder(name: string): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), `${name}-`));
}

/** Packs this package as it would be published. */
export function packThis(destination: string): Package {
  return pack(ROOT, destination);
}

/** Packs another package of this repository. */
export function packWorkspace(name: string, destination: string): Package {
  return pack(path.join(ROOT, name), destination);
}

/** Packs an installed package. */
export function packInstalled(name: string, destination: string): Package {
  return pack(path.join(ROOT, 'node_modules', name), destination);
}

/** Installs this package and its peers in a folder, as they are here. */
export function linkThis(folder: string): void {
  const modules = path.join(folder, 'node_modules');
  fs.mkdirSync(modules);
  fs.symlinkSync(ROOT, path.join(modules, 'cdk-cognito-token-enricher'));
  ['aws-cdk-lib', 'constructs'].forEach(name => fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name)));
}

function pack(folder: string, destination: string): Package {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });
  const [{ filename }] = Object.values<any>(JSON.parse(output));
  return { name, version, tarball: path.join(destination, filename) };
}
