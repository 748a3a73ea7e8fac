import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ClaimRule, TokenEnricher, TokenType, Value } from 'cdk-cognito-token-enricher';
import { AttachmentsStack } from './attachments';
import { ConditionalStack } from './conditional';
import { FederatedStack } from './federated';
import { FindingsStack } from './findings';
import { FunctionsStack } from './functions';
import { GovernedStack } from './governed';
import { ShopStack } from './shop';
import { TeamsStage } from './stages';
import { TwoPoolsStack } from './two-pools';
import { UnknownValuesStack } from './unknown-values';
import { MembershipStack } from '../../../examples/membership/stack';
import { PetPreferenceStack } from '../../../examples/pet-preference/stack';
import { ProjectsStack } from '../../../examples/projects/stack';

/** The apps of the tests. Each function adds the stacks of one app. */
const APPS: { readonly [name: string]: (app: App) => void } = {
  'seeds': app => {
    new PetPreferenceStack(app, 'PetPreference');
    new MembershipStack(app, 'Membership');
    new ProjectsStack(app, 'Projects');
  },
  'projects': app => new ProjectsStack(app, 'Projects'),
  'shop': app => new ShopStack(app, 'Shop'),
  'unknown-values': app => new UnknownValuesStack(app, 'Unknown'),
  'functions': app => new FunctionsStack(app, 'Shop'),
  'findings': app => new FindingsStack(app, 'Findings'),
  'governed': app => new GovernedStack(app, 'Governed'),
  'conditional': app => {
    new ConditionalStack(app, 'Shop');
    new ConditionalStack(app, 'Shop (dev)', 'Shop-Dev');
  },
  'federated': app => new FederatedStack(app, 'Federated'),
  'two-pools': app => new TwoPoolsStack(app, 'Two'),
  'attachments': app => new AttachmentsStack(app, 'Attached'),
  'stages': app => {
    new TeamsStage(app, 'Beta');
    new TeamsStage(app, 'Prod');
  },
  'no-enricher': app => new cognito.UserPool(new Stack(app, 'Plain'), 'UserPool'),
  'no-client': app => {
    const stack = new Stack(app, 'Lonely');
    new TokenEnricher(stack, 'TokenEnricher', {
      userPool: new cognito.UserPool(stack, 'UserPool'), claims: [ClaimRule.set('a', Value.literal('b'), { tokens: [TokenType.ID] })],
    });
  },
};

const [, , folder] = process.argv;
for (const [name, fill] of Object.entries(APPS)) {
  const app = new App({ outdir: path.join(folder, name) });
  fill(app);
  app.synth();
}
