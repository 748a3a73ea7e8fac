import * as fs from 'fs';
import * as path from 'path';
import { loadAssemblyFromPath } from '@jsii/spec';

const ROOT = path.join(__dirname, '..');
const TABLET = path.join(ROOT, '.jsii.tabl.json');
const OUTSIDE_OF_STRINGS = /("(?:[^"\\]|\\.)*"|\/\/.*)/;

/**
 * Corrects the Go of a sample as jsii-rosetta writes it: names that do not exist, and lists and maps that are passed as values.
 *
 * @param types the names of the types of the package
 */
export function correctedGo(source: string, types: ReadonlySet<string>): string {
  return source.split(OUTSIDE_OF_STRINGS).map((part, index) => index % 2 === 1 ? part : correctedCode(part, types)).join('');
}

function correctedCode(code: string, types: ReadonlySet<string>): string {
  const capital = (first: string, rest: string): string => `${first.toUpperCase()}${rest}`;
  return code
    // static methods in a map: Value_sub
    .replace(/\b([A-Z]\w*)_([a-z])(\w*)/g, (whole, type: string, first: string, rest: string) => types.has(type) ? `${type}_${capital(first, rest)}` : whole)
    // methods of an internal base, .isOneOf(...), and of an argument, .*Attribute(...)
    .replace(/\.\*?([a-zA-Z])(\w*\()/g, (_, first: string, rest: string) => `.${capital(first, rest)}`)
    // properties, which are methods in Go: .contract.JsonSchema()
    .replace(/\.([a-z])(\w*)(?=\.)/g, (_, first: string, rest: string) => `.${capital(first, rest)}()`)
    // { table } becomes Table: Table
    .replace(/^(\s*)([A-Z])(\w*): \2\3,$/gm, (_, space: string, first: string, rest: string) => `${space}${first}${rest}: ${first.toLowerCase()}${rest},`)
    // types without their package: []ClaimRule
    .replace(/(?<=[&\]]|^var \w+ )([A-Z]\w*)\b/gm, (type: string) => types.has(type) ? `tokenenricher.${type}` : type)
    .replace(/(?<=^\s*\w+: |:= |\(|, )(?=\[\]|map\[)/gm, '&');
}

/** Corrects the Go samples in the tablet, out of which the packages are made. */
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
