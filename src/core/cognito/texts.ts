import { ownMember } from '../document/json';

/** Texts by their names, out of what an event has there: most of them nobody asks for. */
export class Texts {
  /** @param members of whatever kinds */
  constructor(public readonly members: Readonly<Record<string, unknown>>) {}

  /** Undefined where there is none, or an empty one. */
  public get(name: string): string | undefined {
    return textOf(ownMember(this.members, name));
  }
}

/** All of them. */
export function recordOf({ members }: Texts): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(members).flatMap(([name, content]) => {
    const text = textOf(content);
    return text === undefined ? [] : [[name, text]];
  }));
}

/** Values of attributes are texts, whatever their declared type; other JSON scalars are taken as their text. */
function textOf(content: unknown): string | undefined {
  return typeof content === 'boolean' || typeof content === 'number' ? String(content) : asText(content);
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
