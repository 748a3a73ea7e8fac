import type { Path } from './source-text';
import { nearest } from '../../../src/problems/problems';

/** `users.jane.groups[0]`; names that are not plain words are quoted: `users['jane@example.com']`. */
export function pathText(path: Path): string {
  const text = path
    .map(segment => typeof segment === 'number' ? `[${segment}]` : /^[\p{L}\p{N}_$:/@+-]+$/u.test(segment) ? `.${segment}` : `['${segment}']`)
    .join('');
  return text.startsWith('.') ? text.slice(1) : text;
}

/** `; did you mean 'groups'?`, or nothing. */
export function suggestion(name: string, candidates: Iterable<string>): string {
  const found = nearest(name, candidates);
  return found === undefined ? '' : `; did you mean '${found}'?`;
}

/** `'a', 'b'`, or the given text if there are none. */
export function quoted(names: readonly string[], none: string): string {
  return names.length === 0 ? none : names.map(name => `'${name}'`).join(', ');
}

/** A short description of the given value. Long values are not repeated. */
export function given(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : 'a list';
  }
  if (typeof value === 'object' && value !== null) {
    return 'an object';
  }
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${typeof value === 'string' ? 'a string' : 'a number'} of ${String(value).length} characters` : text;
}

/** Escapes characters as JSON does. */
export function escaped(text: string, characters: RegExp): string {
  return text.replace(characters, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
