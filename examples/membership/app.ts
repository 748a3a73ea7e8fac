import { App } from 'aws-cdk-lib';
import { MembershipStack } from './stack';

new MembershipStack(new App(), 'Membership');
