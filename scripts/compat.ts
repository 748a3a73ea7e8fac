import { spawnSync } from 'child_process';
import { name } from '../package.json';

/**
 * Compares the API with the last release on npm, or with a folder or package that is given, and fails for a breaking change that `.compatignore`
 * does not list. `jsii-diff` alone would also pass if the registry cannot be reached, and for experimental APIs.
 */

/** The last release, out of the answer of `npm view`; undefined if there is none. */
export function lastRelease(answer: string, messages: string): string | undefined {
  const version = JSON.parse(answer || '{}') as string | { readonly error?: { readonly code: string } };
  if (typeof version !== 'string') {
    if (version.error?.code !== 'E404') {
      throw new Error(`The last release of ${name} is not known, because npm failed:\n${messages}`);
    }
    return undefined;
  }
  // published by hand, so that npm could be set up
  return version === '0.0.0' ? undefined : `npm:${name}@${version}`;
}

function compare(original: string | undefined): void {
  if (original === undefined) {
    console.log(`${name} is not released on npm: there is nothing to compare the API with`);
    return;
  }
  console.log(`The API, compared with ${original}:`);
  const { status } = spawnSync('npx', ['--no', 'jsii-diff', original, '--keys', '--error-on', 'all', '--ignore-file', '.compatignore'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

if (require.main === module) {
  const { stdout, stderr } = spawnSync('npm', ['view', name, 'version', '--json'], { encoding: 'utf8' });
  const [original = lastRelease(stdout, stderr)] = process.argv.slice(2);
  compare(original);
}
