import { lambdaNode } from './lambda-node';

/** Runs before all tests, because several processes would otherwise install the same folder at once. */
export default function installRuntimes(): void {
  lambdaNode(22);
  lambdaNode(24);
}
