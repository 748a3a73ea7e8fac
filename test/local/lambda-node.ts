import { execFileSync } from 'child_process';
import { existsSync } from 'fs';
import * as path from 'path';

/** Major versions of Node.js in the runtimes of Lambda. */
export type LambdaNode = 22 | 24;

const RUNTIMES = path.join(__dirname, '..', 'runtimes');

/** The binary of a Node.js version of Lambda: the current one if its version matches, otherwise an installed one. */
export function lambdaNode(major: LambdaNode): string {
  if (process.versions.node.startsWith(`${major}.`)) {
    return process.execPath;
  }
  if (!existsSync(binaryOf(major))) {
    installRuntimes();
  }
  if (!existsSync(binaryOf(major))) {
    throw new Error(`Node.js ${major} is not packaged for ${process.platform}-${process.arch}: run this with Node.js ${major} itself`);
  }
  return binaryOf(major);
}

function binaryOf(major: LambdaNode): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(RUNTIMES, 'node_modules', `node${major}-${process.platform.replace('win32', 'win')}-${process.arch}`, 'bin', name);
}

function installRuntimes(): void {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: RUNTIMES, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
}
