import type { CycleGuard } from '../attachment/cycle-guard';
import { Token } from '../cdk/aws-cdk-lib';
import { knownBytes } from '../cdk/token-content';
import type { Slots } from '../compiler/slots';
import { CLIENTS_VARIABLE, DIGEST_VARIABLE, type RulesetDocument } from '../core/document/document';
import { LIMITS } from '../core/document/limits';
import type { Problem, Warning } from '../problems/problems';

/** The environment variables of the function: the digest of its document, one for each slot, and the path of the ids of app clients. */
export function environmentOf(
  document: RulesetDocument,
  slots: Slots,
  clientPath: string | undefined,
  guard?: CycleGuard,
): { [name: string]: string } {
  const filled = [...slots.filled].sort(([a], [b]) => a < b ? -1 : 1);
  return {
    [DIGEST_VARIABLE]: document.digest,
    ...Object.fromEntries(filled.map(([name, { value, references, path }]) => [name, guard?.read(value, references, path) ?? value])),
    ...(clientPath !== undefined && { [CLIENTS_VARIABLE]: clientPath }),
  };
}

/**
 * Checks the size of the environment variables. The known bytes above the limit are an error; the estimated bytes above the limit are a warning.
 *
 * @param isCompared one more variable has the ARN of the compared function
 */
export function checkEnvironment(
  document: RulesetDocument,
  slots: Slots,
  clientPath: string | undefined,
  isCompared: boolean,
): { problems: readonly Problem[]; warnings: readonly Warning[] } {
  const known = Object.entries(environmentOf(document, slots, clientPath))
    .reduce((bytes, [name, value]) => bytes + name.length + (Token.isUnresolved(value) ? 0 : Buffer.byteLength(value)), 0)
    + [...slots.filled.values()].reduce((bytes, { content }) => bytes + knownBytes(content), 0);
  const expected = known + (slots.filled.size + (isCompared ? 1 : 0)) * LIMITS.assumedSlot;
  const given = slots.filled.size === 1 ? '1 deploy-time value' : `${slots.filled.size} deploy-time values`;
  const allowed = `${LIMITS.environment} bytes of environment variables in a Lambda function`;
  const fix = 'keep values that differ for each user in a table, and write known values as literals';
  if (known > LIMITS.environment) {
    return { problems: [{ check: 'Environment', path: 'environment', given: `${given}, with ${known} known bytes`, allowed, fix }], warnings: [] };
  }
  return {
    problems: [],
    warnings: expected > LIMITS.environment ? [{
      id: 'EnvironmentSize',
      path: 'environment',
      message: `${given} of ${LIMITS.assumedSlot} bytes each would need ${expected} of the ${allowed}`,
      fix,
    }] : [],
  };
}
