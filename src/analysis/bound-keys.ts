import type { Expression, SortCondition, SubjectName } from '../core/document/document';

interface Key {
  readonly key: { readonly [attribute: string]: Expression };
  readonly sort?: SortCondition;
}

/**
 * True if the key of a source is bound to the subject of the token: one part contains it, whatever the caller chooses for the other parts. A sort
 * key condition binds only with EQUAL.
 */
export function isBoundKey({ key, sort }: Key, subjects: readonly SubjectName[]): boolean {
  const parts = [...Object.values(key), ...sort?.comparison === 'EQUAL' ? sort.values : []];
  return parts.some(part => isBound(part, subjects));
}

/** True for the id of the subject, and for strings from which it can be read back. */
function isBound(value: Expression, subjects: readonly SubjectName[]): boolean {
  const { op, args = [], of = [] } = value;
  switch (op) {
    case 'sub':
      return true;
    case 'clientId':
      // users choose the app client that they sign in with
      return !subjects.includes('USER');
    case 'lower':
    case 'withPrefix':
    case 'withSuffix':
      return isBound(of[0], subjects);
    case 'template':
      return isBoundText(of, '', subjects);
    case 'join':
      return of[0].op === 'listOf' && isBoundText(of[0].of ?? [], String(args[0]), subjects);
    default:
      return false;
  }
}

/** The characters of ids and of url-encoded strings. Any other character sets them apart. */
const ID_CHARACTERS = /^[A-Za-z0-9._~%-]*$/;

/** True if a string contains the subject, and its other parts are constants, or url-encoded and set apart. */
function isBoundText(parts: readonly Expression[], separator: string, subjects: readonly SubjectName[]): boolean {
  const isConstant = ({ op }: Expression): boolean => op === 'literal' || op === 'slot';
  const values = parts.filter(part => !isConstant(part));
  if (!values.some(part => isBound(part, subjects)) || !values.every(part => part.op === 'urlEncode' || isBound(part, subjects))) {
    return false;
  }
  return parts.every((part, index) => {
    const following = parts.slice(index + 1);
    const next = following.findIndex(each => !isConstant(each));
    // everything between this value and the next
    const constants = following.slice(0, Math.max(next, 0)).map(({ op, args }) => op === 'literal' ? String(args![0]) : '');
    return isConstant(part) || next < 0 || !ID_CHARACTERS.test(['', ...constants, ''].join(separator));
  });
}
