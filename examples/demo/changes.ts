import type { CaseRun } from './run';
import type { Claims } from '../../src/core/cognito/base-tokens';

/** One change by the function: a claim or a scope that it added (+) or removed (-). */
export interface Change {
  readonly mark: '+' | '-';
  readonly text: string;
  readonly token: 'ID token' | 'access token';
}

export function changesOf({ before, after }: CaseRun): readonly Change[] {
  return [
    ...tokenChanges('ID token', before.idToken ?? {}, after.idToken ?? {}),
    ...tokenChanges('access token', before.accessToken, after.accessToken),
  ];
}

function tokenChanges(token: Change['token'], before: Claims, after: Claims): readonly Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap(name => {
    const [was, is] = [before, after].map(claims => entriesOf(name, claims));
    return [
      ...was.filter(text => !is.includes(text)).map(text => ({ mark: '-', text, token } as const)),
      ...is.filter(text => !was.includes(text)).map(text => ({ mark: '+', text, token } as const)),
    ];
  });
}

/** A claim is one entry. The scopes of a token are one claim, but one entry each. */
function entriesOf(name: string, claims: Claims): readonly string[] {
  if (!(name in claims)) {
    return [];
  }
  const value = claims[name];
  return name === 'scope' && typeof value === 'string'
    ? value.split(' ').filter(scope => scope !== '').map(scope => `scope ${scope}`)
    : [`${name}: ${JSON.stringify(value)}`];
}
