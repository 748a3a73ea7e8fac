import { readFileSync } from 'fs';
import { join } from 'path';
import { AppClients } from './app-clients';
import { disabledSources, type DisabledSources } from './disabled-sources';
import type { DeployedValues } from './request-evaluation';
import { loadRuleset, type Ruleset } from './ruleset';
import { TableReader } from './table-reader';
import {
  DISABLED_SOURCES_VARIABLE, DIGEST_VARIABLE, DOCUMENT_FILE, PREVIOUS_VARIABLE, type RulesetDocument,
} from '../../src/core/document/document';
import { clientsIn, evaluatedExpressions, sourcesReadBy } from '../../src/core/document/expressions';

/** What one environment of the function has from its first event to its last. */
export interface Environment {
  /** Undefined where the document cannot be read: every token is denied then. */
  readonly ruleset?: Ruleset;
  /** Why the document cannot be read. */
  readonly error?: unknown;
  /** False while CloudFormation has updated the variables of the function and not yet its code: they do not belong together. */
  readonly isDeployed: boolean;
  readonly values: DeployedValues;
  readonly disabled: DisabledSources;
  /** Where a rule names an app client of the app. */
  readonly appClients?: AppClients;
  /** Where a rule reads a table. */
  readonly tables?: TableReader;
  /** ARN of the function that answers while the rules run beside it. */
  readonly previousFunction?: string;
}

/** @param folder the one with the document */
export function loadEnvironment(folder: string): Environment {
  const { document, ruleset, error } = readDocument(folder);
  const slots = new Map(Object.keys(document?.slots ?? {}).map(slot => [slot, process.env[slot]]));
  const disabled = disabledSources(document ?? { sources: {} }, process.env[DISABLED_SOURCES_VARIABLE]);
  const { appClients, tables } = document ? callersOf(document) : {};
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
    tables,
    ...document?.comparesWithPrevious && { previousFunction: process.env[PREVIOUS_VARIABLE] },
  };
}

/** What calls AWS, as far as rules need it. */
function callersOf({ rules, sources }: RulesetDocument): Pick<Environment, 'appClients' | 'tables'> {
  return {
    ...clientsIn(evaluatedExpressions(rules, sources)).size > 0 && { appClients: new AppClients() },
    ...sourcesReadBy(rules, sources).size > 0 && { tables: new TableReader(sources) },
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
