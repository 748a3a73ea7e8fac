import * as fs from 'fs';
import * as path from 'path';
import { entryOf, link, type Parts } from './link';
import { usedCode, usesPatterns } from '../analysis/used-code';
import type { RulesetDocument } from '../core/document/document';
import { clientsIn, evaluatedExpressions, sourcesReadBy } from '../core/document/expressions';

/** The prebuilt code of the function. */
const BUNDLE = path.join(__dirname, '..', '..', 'assets', 'enricher');
/** All of what evaluates rules. */
export const PURE_FILE = path.join(BUNDLE, 'enricher.js');
/** The file that Lambda loads. */
const ENTRY = 'index.mjs';

interface Using {
  readonly tables: boolean;
  readonly clients: boolean;
  readonly previous: boolean;
}

/** What is in a file, as far as the rules need it. */
const EXPORTS: { readonly [file: string]: (using: Using) => readonly string[] } = {
  'handler.js': () => ['handler', 'initialize'],
  'enricher.js': ({ previous }) => [
    'conclude', 'Enrichment', 'loadRuleset', 'readEvent', 'refusalMessage', ...previous ? ['differences'] : [],
  ],
  'network.js': ({ tables, clients, previous }) => [
    'Deadline', 'prepare', 'startServices', ...tables ? ['TableReader'] : [], ...clients ? ['ClientIds'] : [], ...previous ? ['besidePrevious'] : [],
  ],
};

/** The files of code for these rules. A rule that is disabled needs nothing. */
export function codeFor(document: RulesetDocument): ReadonlyMap<string, Buffer> {
  const { rules, sources, comparesWithPrevious } = document;
  const using = {
    tables: sourcesReadBy(rules, sources).size > 0,
    clients: clientsIn(evaluatedExpressions(rules, sources)).size > 0,
    previous: comparesWithPrevious === true,
  };
  const isCached = Object.values(sources).some(({ cacheTtl, maxStale }) => (cacheTtl ?? maxStale) !== undefined);
  const callsAws = using.tables || using.clients || using.previous;
  const [handler, enricher, network] = ['handler.js', 'enricher.js', 'network.js'].map(file => linked(file, EXPORTS[file](using), document));
  const files = [
    // for events that are not as the document expects them
    'planning.js',
    ...usesPatterns(document) ? ['pattern-engine.js'] : [],
    ...isCached ? ['cache-engine.js'] : [],
  ].map(file => [file, fs.readFileSync(path.join(BUNDLE, file))] as const);
  const own: ReadonlyArray<readonly [string, string]> = callsAws
    // while a connection is opened, the rest is loaded
    ? [[ENTRY, entryOf(handler, { './network': network })], ['enricher.js', enricher]]
    : [[ENTRY, entryOf(handler, { './network': undefined, './enricher': enricher })]];
  return new Map([...own.map(([file, text]) => [file, Buffer.from(text)] as const), ...files]);
}

/** The text of a file that exports these, for these rules. */
export function linked(file: string, names: readonly string[], document: RulesetDocument): string {
  const built = builtFiles.get(file) ?? readBuilt(file);
  builtFiles.set(file, built);
  return link(built.text, built.parts, names, usedCode(document));
}

interface Built {
  readonly text: string;
  readonly parts: Parts;
}

const builtFiles = new Map<string, Built>();

function readBuilt(file: string): Built {
  const read = (name: string): string => fs.readFileSync(path.join(BUNDLE, name), 'utf8');
  return { text: read(file), parts: JSON.parse(read(file.replace('.js', '.parts.json'))) };
}
