import type { CaseRun, ExampleRun } from './run';
import type { Claims } from '../../src/core/cognito/base-tokens';

/** Every claim of both tokens of the cases of an example app. */
export function fullTextOf({ cases }: ExampleRun): string {
  return cases.map(caseText).join('\n');
}

function caseText({ given: { system, name, event }, before, after }: CaseRun): string {
  return [
    `${system}  ${name}  (${event.triggerSource}, version ${event.version})`,
    '  ID token',
    ...claimLines(before.idToken ?? {}, after.idToken ?? {}),
    '  access token',
    ...claimLines(before.accessToken, after.accessToken),
    '',
  ].join('\n');
}

/** The claims of a token, with a mark for those that were removed (-) or added (+). */
function claimLines(before: Claims, after: Claims): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap(name => {
    const [was, is] = [before, after].map(claims => name in claims ? JSON.stringify(claims[name]) : undefined);
    return was === is
      ? [`      ${name}: ${is}`]
      : [['-', was], ['+', is]].flatMap(([mark, value]) => value === undefined ? [] : [`    ${mark} ${name}: ${value}`]);
  });
}
