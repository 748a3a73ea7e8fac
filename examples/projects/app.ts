import { App } from 'aws-cdk-lib';
import { ProjectsStack } from './stack';

new ProjectsStack(new App(), 'Projects');
