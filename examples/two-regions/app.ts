import { App } from 'aws-cdk-lib';
import { FirstRegionStack, SecondRegionStack } from './stacks';

const app = new App();
const account = process.env.CDK_DEFAULT_ACCOUNT ?? '111122223333';
const [first, second] = ['us-east-1', 'eu-west-1'];

const firstStack = new FirstRegionStack(app, 'FirstRegion', { env: { account, region: first }, crossRegionReferences: true, replicaRegion: second });
new SecondRegionStack(app, 'SecondRegion', {
  env: { account, region: second },
  crossRegionReferences: true,
  userPoolId: firstStack.userPool.userPoolId,
  table: firstStack.table.replica(second),
});
