import { ownMember } from '../document/json';

/** A lazy map of strings in an event. Most are never read, so they are converted on access. */
export class Strings {
  /** @param members values of any type */
  constructor(public readonly members: Readonly<Record<string, unknown>>) {}

  /** Returns undefined for a missing or empty string. */
  public get(name: string): string | undefined {
    return stringOf(ownMember(this.members, name));
  }
}

/** Converts all strings to a record. */
export function recordOf({ members }: Strings): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(members).flatMap(([name, content]) => {
    const text = stringOf(content);
    return text === undefined ? [] : [[name, text]];
  }));
}

/** Converts a scalar to a string. Cognito sends attributes as strings whatever their declared type; other JSON scalars are converted. */
function stringOf(content: unknown): string | undefined {
  return typeof content === 'boolean' || typeof content === 'number' ? String(content) : asString(content);
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
