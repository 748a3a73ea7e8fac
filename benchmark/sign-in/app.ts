import { App } from 'aws-cdk-lib';
import { addEnricher, profilesOf } from './enricher-stack';
import { twentyRules } from './rules';
import { addScaleStacks } from './scale/stacks';
import { Value } from '../../src';

/** The measured functions, each in a separate stack. */
const app = new App({ analyticsReporting: false });
addEnricher(app, 'OneTable', stack => {
  const profile = profilesOf(stack, 'profile', 'Profiles');
  return twentyRules((name, options) => profile.attribute(name, options));
});
addEnricher(app, 'EventAlone', () => twentyRules(name => Value.userAttribute(`custom:${name}`)));
addScaleStacks(app);
