import * as fs from 'fs';
import * as path from 'path';
import { loadAssemblyFromPath } from '@jsii/spec';

/**
 * Corrects names in the Go samples of the package, in the tablet that jsii-rosetta writes. It begins members with a lowercase letter if a class has
 * them from an internal base, or if they are in a map; dereferences methods; calls no getters; capitalizes the variable of a shorthand property; and
 * leaves out the package of types, and that lists and maps are passed as pointers.
 */
const ROOT = path.join(__dirname, '..');
const TABLET = path.join(ROOT, '.jsii.tabl.json');
const OUTSIDE_OF_STRINGS = /("(?:[^"\\]|\\.)*"|\/\/.*)/;

/** @param types the names of the types of the package */
export function correctedGo(source: string, types: ReadonlySet<string>): string {
  return source.split(OUTSIDE_OF_STRINGS).map((part, index) => index % 2 === 1 ? part : part
    .replace(/\b([A-Z]\w*)_([a-z])/g, (whole, type: string, first: string) => types.has(type) ? `${type}_${first.toUpperCase()}` : whole)
    .replace(/\.\*?([a-zA-Z])(\w*\()/g, (_, first: string, rest: string) => `.${first.toUpperCase()}${rest}`)
    .replace(/\.([a-z])(\w*)(?=\.)/g, (_, first: string, rest: string) => `.${first.toUpperCase()}${rest}()`)
    .replace(/^(\s*)([A-Z])(\w*): \2\3,$/gm, (_, space: string, first: string, rest: string) => `${space}${first}${rest}: ${first.toLowerCase()}${rest},`)
    .replace(/(?<=[&\]]|^var \w+ )([A-Z]\w*)\b/gm, (type: string) => types.has(type) ? `tokenenricher.${type}` : type)
    .replace(/(?<=^\s*\w+: |:= |\(|, )(?=\[\]|map\[)/gm, '&'),
  ).join('');
}

function main(): void {
  const tablet = JSON.parse(fs.readFileSync(TABLET, 'utf8')) as { readonly snippets: Readonly<Record<string, { readonly translations: { readonly go: { source: string } } }>> };
  const types = new Set(Object.values(loadAssemblyFromPath(ROOT).types ?? {}).map(({ name }) => name));
  for (const { translations: { go } } of Object.values(tablet.snippets)) {
    go.source = correctedGo(go.source, types);
  }
  fs.writeFileSync(TABLET, JSON.stringify(tablet));
}

if (require.main === module) {
  main();
}
