// Lambda awaits this module before the first event.
import { createRequire } from 'node:module';

// not imported: Node.js 22 would take 30 ms to search the file for the names of its exports
const { createHandler } = createRequire(import.meta.url)('./enricher.js');

export const handler = await createHandler(import.meta.dirname);
