import { ownMember } from '../document/json';

/** Strings by their names, out of what an event has there: most of them nobody asks for. */
export class Strings {
  /** @param members of whatever kinds */
  constructor(public readonly members: Readonly<Record<string, unknown>>) {}

  /** Undefined where there is none, or an empty one. */
  public get(name: string): string | undefined {
    return stringOf(ownMember(this.members, name));
  }
}

/** All of them. */
export function recordOf({ members }: Strings): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(members).flatMap(([name, content]) => {
    const text = stringOf(content);
    return text === undefined ? [] : [[name, text]];
  }));
}

/** Values of attributes are strings, whatever their declared type; other JSON scalars are taken as their string. */
function stringOf(content: unknown): string | undefined {
  return typeof content === 'boolean' || typeof content === 'number' ? String(content) : asString(content);
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
