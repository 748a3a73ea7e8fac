import type { Warning } from './model';
import { describeFinding } from '../../../src/report/finding';
import type { CheckedFinding } from '../check/findings';

/** The warnings about an enricher that are not acknowledged. */
export function warningsOf(enricher: string, findings: readonly CheckedFinding[]): readonly Warning[] {
  return findings.filter(({ construct, severity, acknowledged }) => construct === enricher && severity === 'warning' && acknowledged === undefined)
    .map(finding => ({ id: finding.id, path: enricher, message: `${describeFinding(finding)}${finding.fix === undefined ? '' : `: ${finding.fix}`}` }));
}
