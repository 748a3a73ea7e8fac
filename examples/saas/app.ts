import { App } from 'aws-cdk-lib';
import { SaasStack } from './stack';

new SaasStack(new App(), 'Saas');
