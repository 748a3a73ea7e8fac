import { App } from 'aws-cdk-lib';
import { MembershipStack } from '../membership/stack';
import { PetPreferenceStack } from '../pet-preference/stack';
import { ProjectsStack } from '../projects/stack';

/** Three apps in one cloud assembly, to sign in to all of them: `npm run playground`. */
const app = new App();
new PetPreferenceStack(app, 'PetPreference');
new MembershipStack(app, 'Membership');
new ProjectsStack(app, 'Projects');
