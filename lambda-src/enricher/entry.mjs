// The entry of the function. What is awaited here is done while Lambda initializes an environment, with all the CPU there is.
import { handler, initialize } from './handler';

await initialize();

export { handler };
