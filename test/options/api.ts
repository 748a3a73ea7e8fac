import * as fs from 'fs';
import * as path from 'path';

/** The API reference, from which the tests read all options, so that no new option goes untested. */
const API = fs.readFileSync(path.join(__dirname, '..', '..', 'API.md'), 'utf8');

const namesIn = (start: string, end?: string): readonly string[] =>
  [...API.slice(API.indexOf(start), end === undefined ? undefined : API.indexOf(end)).matchAll(/^### (\w+) /gm)].map(([, name]) => name);

/** Structs that the library only returns. */
const RESULTS = ['ClaimLength', 'ClaimPreview', 'EnricherAlarms', 'MaxTokenSize', 'PreviewDenial', 'ReadPreview', 'RulePreview'];

export const STRUCTS = namesIn('## Structs', '## Classes').filter(name => !RESULTS.includes(name));
export const ENUMS = namesIn('## Enums');

interface Place {
  /** For example `ClaimRule.set.options` or `TokenEnricherProps.naming`. */
  readonly name: string;
  readonly type: string;
}

/** Every parameter and every property, with its type. */
const PLACES: readonly Place[] = [
  ...API.matchAll(/id="cdk-cognito-token-enricher\.([\w.]*)\.(?:parameter|property)\.(\w+)"><\/a>\n(?:\n```[^`]*```\n)?\n- \*Type:\* (.*)/g),
].map(([, owner, name, type]) => ({ name: `${owner}.${name}`, type: type.replace(/<[^>]*>/g, '').trim() }));

/** Every parameter and property that accepts a struct. */
export const TAKEN: readonly Place[] = PLACES.filter(({ type }) => STRUCTS.includes(type));

/** The properties of a struct, with their types. */
export function membersOf(struct: string): ReadonlyArray<readonly [name: string, type: string]> {
  return PLACES.filter(({ name }) => name.startsWith(`${struct}.`)).map(({ name, type }) => [name.slice(struct.length + 1), type] as const);
}

/** The methods of a class, including static ones. */
export function methodsOf(type: string): readonly string[] {
  return [...API.matchAll(new RegExp(`^##### \`\\w+\`.* id="cdk-cognito-token-enricher\\.${type}\\.(\\w+)"></a>$`, 'gm'))].map(([, method]) => method);
}
