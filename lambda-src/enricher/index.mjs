// Lambda awaits this module before the first event.
import { createHandler } from './enricher.js';

export const handler = await createHandler(import.meta.dirname);
