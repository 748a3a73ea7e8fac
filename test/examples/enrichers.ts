import { App, Stack } from 'aws-cdk-lib';
import { FeaturePlan, UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { createTokens } from '../../examples/amplify/amplify/tokens/resource';
import { ExistingPoolStack } from '../../examples/existing-pool/stack';
import { MembershipStack } from '../../examples/membership/stack';
import { PetPreferenceStack } from '../../examples/pet-preference/stack';
import { ProjectsStack } from '../../examples/projects/stack';
import { SaasStack } from '../../examples/saas/stack';
import { FirstRegionStack } from '../../examples/two-regions/stacks';
import type { TokenEnricher } from '../../src';

/** Creates the enricher of each example as its app does, by folder. */
export const ENRICHERS: { readonly [folder: string]: () => TokenEnricher } = {
  'pet-preference': () => new PetPreferenceStack(new App(), 'PetPreference').enricher,
  'membership': () => new MembershipStack(new App(), 'Membership').enricher,
  'projects': () => new ProjectsStack(new App(), 'Projects').enricher,
  'saas': () => new SaasStack(new App(), 'Saas').enricher,
  'existing-pool': () => new ExistingPoolStack(new App(), 'ExistingPool', { userPoolId: 'us-east-1_a1b2c3d4e' }).enricher,
  'two-regions': () => new FirstRegionStack(new App(), 'FirstRegion', { env: { region: 'us-east-1' }, replicaRegion: 'eu-west-1' }).enricher,
  'amplify': amplify,
};

/** The tokens of the example without Amplify, whose resources have other names. */
function amplify(): TokenEnricher {
  const app = new App();
  const stack = new Stack(app, 'amplify');
  const members = new Table(stack, 'Member', { partitionKey: { name: 'userId', type: AttributeType.STRING } });
  return createTokens(new Stack(app, 'tokens'), new UserPool(stack, 'UserPool', { featurePlan: FeaturePlan.ESSENTIALS }), members);
}
