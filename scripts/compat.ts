import { spawnSync } from 'child_process';
import { name } from '../package.json';

/**
 * Compares the API with the last release on npm, or with a folder or package that is given, and fails for a breaking change that `.compatignore`
 * does not list. `jsii-diff` alone would also pass if the registry cannot be reached, and for experimental APIs.
 */
function lastRelease(): string | undefined {
  const { stdout, stderr } = spawnSync('npm', ['view', name, 'version', '--json'], { encoding: 'utf8' });
  const answer = JSON.parse(stdout || '{}') as string | { readonly error?: { readonly code: string } };
  if (typeof answer === 'string') {
    return `npm:${name}@${answer}`;
  }
  if (answer.error?.code !== 'E404') {
    console.error(`The last release of ${name} is not known, because npm failed:\n${stderr}`);
    process.exit(1);
  }
  return undefined;
}

const [original = lastRelease()] = process.argv.slice(2);
if (original === undefined) {
  console.log(`${name} is not on npm: there is no earlier release to compare the API with`);
} else {
  console.log(`The API, compared with ${original}:`);
  const { status } = spawnSync('npx', ['--no', 'jsii-diff', original, '--keys', '--error-on', 'all', '--ignore-file', '.compatignore'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
