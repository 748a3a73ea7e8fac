import { existsSync, readFileSync } from 'fs';
import * as path from 'path';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { OUTPUTS } from '../../integ/names';
import { ProbeStack } from '../../integ/stack';

const INTEG = path.join(__dirname, '..', '..', 'integ');

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties?: { readonly DeletionProtection?: string };
}

const template = Template.fromStack(new ProbeStack(new App(), 'Probe'));

test('nothing outlives the stack', () => {
  const { Resources: resources } = template.toJSON() as { Resources: Record<string, Resource> };
  // types that the CDK would keep
  for (const type of ['AWS::Cognito::UserPool', 'AWS::Logs::LogGroup']) {
    const found = Object.values(resources).filter(({ Type }) => Type === type);
    expect(found.map(({ DeletionPolicy, Properties }) => [DeletionPolicy, Properties?.DeletionProtection])).toEqual(found.map(() => ['Delete', undefined]));
    expect(found.length).toBeGreaterThan(1);
  }
  expect(Object.values(resources).filter(({ DeletionPolicy }) => DeletionPolicy?.startsWith('Retain'))).toEqual([]);
  // Lambda would create a log group that stays
  expect(Object.keys(template.findResources('AWS::Lambda::Function', { Properties: { LoggingConfig: { LogGroup: Match.anyValue() } } }))).toHaveLength(2);
});

test.each([['ESSENTIALS', 'V3_0'], ['LITE', 'V1_0']])('the %s pool calls a trigger of %s', (UserPoolTier, LambdaVersion) => {
  const PreTokenGenerationConfig = { LambdaVersion, LambdaArn: Match.anyValue() };
  template.hasResourceProperties('AWS::Cognito::UserPool', { UserPoolTier, LambdaConfig: { PreTokenGenerationConfig } });
});

test('only the pools can invoke the triggers', () => {
  template.resourceCountIs('AWS::Lambda::Permission', 2);
  template.allResourcesProperties('AWS::Lambda::Permission', { Principal: 'cognito-idp.amazonaws.com', SourceArn: Match.anyValue() });
});

test('the role of the group has no permissions', () => {
  const federated = [Match.objectLike({ Principal: { Federated: Match.anyValue() } })];
  const roles = template.findResources('AWS::IAM::Role', { Properties: { AssumeRolePolicyDocument: { Statement: federated } } });
  const [{ Properties: { Policies, ManagedPolicyArns } }] = Object.values(roles);
  expect([Policies, ManagedPolicyArns]).toEqual([undefined, undefined]);
});

test('every output that the script reads exists', () => {
  expect(Object.keys(template.toJSON().Outputs).sort()).toEqual([...OUTPUTS].sort());
});

test('integ-runner gets a command that exists, and leaves no snapshot to keep', () => {
  const [, command] = /postDeploy: \['([^']+)'\]/.exec(readFileSync(path.join(INTEG, 'integ.probe.ts'), 'utf8'))!;
  const files = command.split(' ').filter(word => /^tsconfig\.json$|\.ts$/.test(word));
  expect(files.map(file => existsSync(path.join(INTEG, file)))).toEqual([true, true]);
  expect(readFileSync(path.join(INTEG, '..', '.gitignore'), 'utf8')).toContain('/integ/*.snapshot/');
});
