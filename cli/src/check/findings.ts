import * as paths from 'node:path';
import { FINDINGS_METADATA, FINDINGS_VERSION, type LeftFinding, type LeftFindings } from '../../../src/report/finding';
import type { Stack } from '../app/cloud-assembly';
import { UsageError } from '../errors';

/** A finding, with the file that shows it. */
export interface CheckedFinding extends LeftFinding {
  /** The template of its stack, as a path in the cloud assembly. */
  readonly template: string;
}

/**
 * The findings that synthesis left for all enrichers and user pools of an app, by construct path.
 *
 * @param folder the cloud assembly
 */
export function findingsOf(stacks: readonly Stack[], folder: string): readonly CheckedFinding[] {
  const findings = stacks.filter(({ parent }) => parent === undefined).flatMap(stack => findingsIn(stack, folder));
  return findings.sort((a, b) => a.construct < b.construct ? -1 : a.construct > b.construct ? 1 : 0);
}

/** The construct paths of the enrichers and user pools that were checked. Findings of a stage that came later are left in another stack. */
export function checkedConstructs(stacks: readonly Stack[]): readonly string[] {
  const left = stacks.filter(({ parent }) => parent === undefined).flatMap(({ metadata }) => Object.entries(metadata)).flatMap(([path, entries]) =>
    entries.filter(({ type }) => type === FINDINGS_METADATA).flatMap(({ data }) => {
      const { findings } = data as LeftFindings;
      return findings.length > 0 ? findings.map(({ construct }) => construct) : [path.replace(/^\//, '')];
    }));
  return [...new Set(left)].sort();
}

function findingsIn({ metadata, templateFile }: Stack, folder: string): readonly CheckedFinding[] {
  return Object.values(metadata).flat().filter(({ type }) => type === FINDINGS_METADATA).flatMap(({ data }) => {
    const { version, findings } = data as LeftFindings;
    if (version !== FINDINGS_VERSION) {
      throw new UsageError([`The findings in ${templateFile} have version ${version}, this command reads ${FINDINGS_VERSION}: install the matching version of token-enricher.`]);
    }
    return findings.map(finding => ({ ...finding, template: paths.relative(folder, templateFile) }));
  });
}
