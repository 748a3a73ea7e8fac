import { besidePrevious } from './beside-previous';
import type { CodeOfHandler } from '../../src/ruleset/used-code';

/** As `OPTIONAL`, of the file with the handler. */
export const OPTIONAL_OF_HANDLER = { besidePrevious } satisfies { readonly [name in CodeOfHandler]: unknown };
