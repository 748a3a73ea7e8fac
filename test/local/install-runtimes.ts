import { lambdaNode } from './lambda-node';

/** Before all tests: they run in several processes, which would install the same folder at once. */
export default function installRuntimes(): void {
  lambdaNode(22);
  lambdaNode(24);
}
