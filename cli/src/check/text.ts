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
  const { findings, checked, shadowRules, sizes } = check;
  const linesAt = (place: string): readonly string[] => {
    const found = findings.filter(({ construct }) => construct === place);
    return found.length > 0 ? found.flatMap(findingLines) : [dim('no findings')];
  };
  const open = openFindings(check).length;
  const acknowledged = findings.filter(each => each.acknowledged !== undefined).length;
  return [
    ...checked.map(place => [bold(place), ...indented([
      ...linesAt(place),
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
    const reason = acknowledged === true || acknowledged === '' ? 'without a reason' : acknowledged;
    return [dim(`acknowledged ${id} ${describeFinding(finding)}`), ...indented([dim(`reason: ${reason}`)])];
  }
  return [`${COLORS[severity](`${severity} ${id}`)} ${describeFinding(finding)}`, ...fix === undefined ? [] : indented([`fix: ${fix}`])];
}
