import { readFileSync } from 'fs';
import { join } from 'path';
import { AppClients } from './app-clients';
import { disabledSources, type DisabledSources } from './disabled-sources';
import type { DeployedValues } from './request-evaluation';
import { loadRuleset, type Ruleset } from './ruleset';
import { SourceReader } from './source-reader';
import {
  DISABLED_SOURCES_VARIABLE, DIGEST_VARIABLE, DOCUMENT_FILE, PREVIOUS_VARIABLE, type RulesetDocument,
} from '../../src/core/document/document';
import { clientsIn, evaluatedExpressions, sourcesReadBy } from '../../src/core/document/expressions';
import type { Service } from '../aws/endpoint';

/** The state of one execution environment of the function, from its first event to its last. */
export interface Environment {
  /** Undefined if the document cannot be read. Every token is denied then. */
  readonly ruleset?: Ruleset;
  /** The reason why the document cannot be read. */
  readonly error?: unknown;
  /** False while CloudFormation has updated the environment variables but not yet the code. Every token is denied during these seconds. */
  readonly isDeployed: boolean;
  readonly values: DeployedValues;
  readonly disabled: DisabledSources;
  /** Defined if a rule uses an app client of the app. */
  readonly appClients?: AppClients;
  /** Defined if a rule reads a source. */
  readonly reader?: SourceReader;
  /** The services that the reader calls. */
  readonly services: readonly Service[];
  /** ARN of the previous function, which answers while the rules are compared with it. */
  readonly previousFunction?: string;
}

/** @param folder the folder with the document */
export function loadEnvironment(folder: string): Environment {
  const { document, ruleset, error } = readDocument(folder);
  const slots = new Map(Object.keys(document?.slots ?? {}).map(slot => [slot, process.env[slot]]));
  const disabled = disabledSources(document ?? { sources: {} }, process.env[DISABLED_SOURCES_VARIABLE]);
  const { appClients, reader, services } = document ? callersOf(document) : { services: [] };
  return {
    ruleset,
    error,
    isDeployed: process.env[DIGEST_VARIABLE] === document?.digest && ![...slots.values()].includes(undefined),
    values: {
      slot: name => slots.get(name) ?? '',
      isClient: (key, clientId) => appClients?.isClient(key, clientId),
      disabledSources: disabled.omitted,
    },
    disabled,
    appClients,
    reader,
    services,
    ...document?.comparesWithPrevious && { previousFunction: process.env[PREVIOUS_VARIABLE] },
  };
}

/** The objects that call AWS. They are created only if rules need them. */
function callersOf({ rules, sources }: RulesetDocument): Pick<Environment, 'appClients' | 'reader' | 'services'> {
  const kinds = [...sourcesReadBy(rules, sources)].map(name => sources[name].kind);
  return {
    ...clientsIn(evaluatedExpressions(rules, sources)).size > 0 && { appClients: new AppClients() },
    ...kinds.length > 0 && { reader: new SourceReader(sources) },
    services: [...new Set(kinds.map(kind => kind === 'function' ? 'lambda' : 'dynamodb'))],
  };
}

function readDocument(folder: string): { readonly document?: RulesetDocument; readonly ruleset?: Ruleset; readonly error?: unknown } {
  try {
    const document = JSON.parse(readFileSync(join(folder, DOCUMENT_FILE), 'utf8')) as RulesetDocument;
    return { document, ruleset: loadRuleset(document) };
  } catch (error) {
    return { error };
  }
}
