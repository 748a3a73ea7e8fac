// The entry of the function. What is awaited here is done while Lambda initializes an environment, with all the CPU there is.
import enricher from './handler.js';

await enricher.initialize();

export const { handler } = enricher;
