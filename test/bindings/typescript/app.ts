import { App } from 'aws-cdk-lib';
import { Workspaces } from './workspaces';

const app = new App();
new Workspaces(app, 'Prod');
app.synth();
