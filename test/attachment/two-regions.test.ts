import { App } from 'aws-cdk-lib';
import { FirstRegionStack, SecondRegionStack } from '../../examples/two-regions/stacks';

type Resources = { readonly [id: string]: { readonly Type: string; readonly Properties: any } };

test('the example of two Regions: each has a function that reads its own replica and is called by its own pool', () => {
  const app = new App({ analyticsReporting: false });
  const [first, second] = ['us-east-1', 'eu-west-1']
    .map(region => ({ env: { account: '111122223333', region }, crossRegionReferences: true }));
  const { userPool, table } = new FirstRegionStack(app, 'First', { ...first, replicaRegion: 'eu-west-1' });
  new SecondRegionStack(app, 'Second', { ...second, userPoolId: userPool.userPoolId, table: table.replica('eu-west-1') });
  const assembly = app.synth();
  const [one, other] = ['First', 'Second'].map(name => assembly.getStackByName(name).template.Resources as Resources);
  const ofType = (resources: Resources, type: string) =>
    Object.values(resources).filter(({ Type }) => Type === type).map(({ Properties }) => Properties);

  expect(ofType(one, 'AWS::Cognito::UserPool')[0].LambdaConfig.PreTokenGenerationConfig.LambdaVersion).toBe('V2_0');
  const [configuration] = ofType(other, 'AWS::Cognito::UserPoolRegionalConfigurationAttachment');
  const [permission] = ofType(other, 'AWS::Lambda::Permission');
  expect(configuration.LambdaConfig.PreTokenGenerationConfig.LambdaVersion).toBe('V2_0');
  expect(JSON.stringify(permission.SourceArn)).toContain(':cognito-idp:eu-west-1:111122223333:userpool/');
  const policies = ofType(other, 'AWS::IAM::Role').filter(({ Policies }) => Policies?.[0].PolicyName === 'Enricher');
  expect(JSON.stringify(policies)).toContain('":dynamodb:eu-west-1:111122223333:table/"');
  // the pool has the same id in all Regions
  expect(JSON.stringify(configuration.UserPoolId)).toBe(JSON.stringify(permission.SourceArn['Fn::Join'][1].at(-1)));
});
