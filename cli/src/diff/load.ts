import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { Contract } from '../../../src/contract/model';
import { checkedContract, contractsOf } from '../contract/contracts';
import { UsageError } from '../errors';

/**
 * The contracts of one side of a comparison.
 *
 * @param given the folder of a cloud assembly, a file that `contract --json` wrote, or such a file of a git revision, as in `main:contract.json`
 */
export function contractsAt(given: string): readonly Contract[] {
  if (existsSync(given)) {
    return statSync(given).isDirectory() ? contractsOf(given, []) : [parse(readFileSync(given, 'utf8'), given)];
  }
  if (given.includes(':')) {
    return [parse(fileOfRevision(given), given)];
  }
  throw new UsageError([`There is no ${given}: name a cloud assembly, a contract file, or a contract file of a git revision, as in main:contract.json.`]);
}

function fileOfRevision(given: string): string {
  try {
    // a name cannot be taken for an option, as it has a colon
    return execFileSync('git', ['show', '--end-of-options', given], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 100_000_000 });
  } catch (error) {
    const { stderr, message } = error as Error & { readonly stderr?: string };
    throw new UsageError([`git cannot show ${given}: ${(stderr?.trim() || message).split('\n')[0]}`]);
  }
}

function parse(text: string, name: string): Contract {
  try {
    return checkedContract(JSON.parse(text), name);
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError([`${name} is no JSON (${(error as Error).message}): \`token-enricher contract --json\` writes a contract.`]);
  }
}
