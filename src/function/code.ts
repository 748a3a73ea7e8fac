import * as fs from 'fs';
import * as path from 'path';
import { link, type Parts } from './link';
import type { RulesetDocument } from '../ruleset/document';
import { clientsIn, evaluatedExpressions, usedSources } from '../ruleset/expressions';
import { usedOperators, usesPatterns } from '../ruleset/used-operators';

/** The prebuilt code of the function. */
const BUNDLE = path.join(__dirname, '..', '..', 'assets', 'enricher');
/** All of what evaluates rules. */
export const PURE_FILE = path.join(BUNDLE, 'enricher.js');
/** Without the third, events would have to be as the document expects them. */
const ALWAYS = ['index.mjs', 'enricher.js', 'planning.js'];

interface Using {
  readonly tables: boolean;
  readonly clients: boolean;
  readonly previous: boolean;
}

/** What is in a file, as far as the rules need it. */
const EXPORTS: { readonly [file: string]: (using: Using) => readonly string[] } = {
  'enricher.js': ({ previous }) => [
    'beginRehearsal', 'conclude', 'Enrichment', 'loadRuleset', 'readEvent', 'refusalMessage', ...previous ? ['differences'] : [],
  ],
  'network.js': ({ tables, clients, previous }) => [
    ...tables ? ['TableReader'] : [], ...clients ? ['ClientIds'] : [], ...previous ? ['invokePrevious'] : [],
  ],
};

/** The files of code for these rules. A rule that is disabled needs nothing. */
export function codeFor(document: RulesetDocument): ReadonlyMap<string, Buffer> {
  const { rules, sources, comparesWithPrevious } = document;
  const using = {
    tables: usedSources(rules, sources).size > 0,
    clients: clientsIn(evaluatedExpressions(rules, sources)).size > 0,
    previous: comparesWithPrevious === true,
  };
  const isCached = Object.values(sources).some(({ cacheTtl, maxStale }) => (cacheTtl ?? maxStale) !== undefined);
  const files = [
    ...ALWAYS,
    ...using.tables || using.clients || using.previous ? ['network.js'] : [],
    ...usesPatterns(document) ? ['pattern-engine.js'] : [],
    ...isCached ? ['cache-engine.js'] : [],
  ];
  return new Map(files.map(file => {
    const { [file]: exportsOf } = EXPORTS;
    return [file, exportsOf ? Buffer.from(linked(file, exportsOf(using), document)) : fs.readFileSync(path.join(BUNDLE, file))];
  }));
}

/** The text of a file that exports these, for these rules. */
export function linked(file: string, names: readonly string[], document: RulesetDocument): string {
  return link(partsOf(file), names, usedOperators(document));
}

const known = new Map<string, Parts>();

function partsOf(file: string): Parts {
  const parts = known.get(file) ?? JSON.parse(fs.readFileSync(path.join(BUNDLE, file.replace('.js', '.parts.json')), 'utf8'));
  known.set(file, parts);
  return parts;
}
