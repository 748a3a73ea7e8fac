import type { Check } from './check';
import type { CheckedFinding } from './findings';
import { describeFinding } from '../../../src/report/finding';
import { bold, columns, dim, green, indented, red, section, yellow } from '../commands/text';

const COLORS = { error: red, warning: yellow, info: dim } as const;

/** Findings that are not acknowledged, and that are not mere information. */
export function openFindings({ findings }: Check): readonly CheckedFinding[] {
  return findings.filter(({ severity, acknowledged }) => severity !== 'info' && acknowledged === undefined);
}

/** The check for people. */
export function checkText(check: Check): string {
  const { findings, shadowRules, sizes } = check;
  const places = [...new Set([...findings.map(({ construct }) => construct), ...sizes.map(({ enricher }) => enricher)])].sort();
  const open = openFindings(check).length;
  const acknowledged = findings.filter(each => each.acknowledged !== undefined).length;
  return [
    ...places.map(place => [bold(place), ...indented([
      ...findings.filter(({ construct }) => construct === place).flatMap(findingLines),
      ...section('Shadow rules', columns(shadowRules.filter(({ enricher }) => enricher === place).map(({ rule, summary }) => [rule, summary]))),
      ...section('Maximum sizes', columns(sizes.filter(({ enricher }) => enricher === place).map(({ token, withoutRules, longest, unlimited }) => [
        token === 'ID' ? 'ID token' : 'access token',
        `${longest} characters, ${withoutRules} without rules${unlimited.length > 0 ? `; and ${unlimited.join(', ')} of unknown length` : ''}`,
      ]))),
    ])].join('\n')),
    `${open === 0 ? green('no open findings') : yellow(`${open} open finding${open === 1 ? '' : 's'}`)}${acknowledged > 0 ? `, ${acknowledged} acknowledged` : ''}`,
  ].join('\n\n').concat('\n');
}

function findingLines(finding: CheckedFinding): readonly string[] {
  const { id, severity, fix, acknowledged } = finding;
  if (acknowledged !== undefined) {
    return [dim(`acknowledged ${id}: ${acknowledged === true ? 'without a reason' : acknowledged}`)];
  }
  return [`${COLORS[severity](`${severity} ${id}`)} ${describeFinding(finding)}`, ...fix === undefined ? [] : indented([`fix: ${fix}`])];
}
