import { App } from 'aws-cdk-lib';
import { PetPreferenceStack } from './stack';

new PetPreferenceStack(new App(), 'PetPreference');
