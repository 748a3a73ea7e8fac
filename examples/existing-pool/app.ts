import { App } from 'aws-cdk-lib';
import { ExistingPoolStack } from './stack';

const app = new App();
const userPoolId: unknown = app.node.tryGetContext('userPoolId');
if (typeof userPoolId !== 'string') {
  throw new Error('Name your user pool: npx cdk deploy --context userPoolId=us-east-1_a1b2c3d4e');
}
new ExistingPoolStack(app, 'ExistingPool', { userPoolId, comparedFunctionArn: app.node.tryGetContext('comparedFunctionArn') });
