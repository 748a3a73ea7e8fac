import { CfnParameter } from 'aws-cdk-lib';
import { ClaimRule, Value } from '../../src';
import { deployedEnricher, type DeployedEnricher } from '../local/cloud-assembly';
import { LambdaHost } from '../local/lambda-host';
import { TestApp } from '../support/app';
import { userEvent } from '../support/deploy';

/**
 * CloudFormation updates the configuration of a function before its code: for seconds, old rules run with new variables. During
 * this time tokens may be denied, but never differ from the tokens of either the old or the new rules.
 */
type Claims = (parameter: (name: string) => string) => ClaimRule[];

const OLD: Claims = parameter => [
  ClaimRule.set('a', Value.literal(parameter('First'))),
  ClaimRule.set('b', Value.template(`${parameter('Second')}-{{user.sub}}`)),
];

const NEW: Record<string, Claims> = {
  'a changed value': parameter => [
    ClaimRule.set('a', Value.literal(parameter('Third'))),
    ClaimRule.set('b', Value.template(`${parameter('Second')}-{{user.sub}}`)),
  ],
  'an added value': parameter => [...OLD(parameter), ClaimRule.set('c', Value.literal(parameter('Third')))],
  'a removed value': parameter => OLD(parameter).slice(1),
  'values in another order': parameter => [
    ClaimRule.set('a', Value.literal(parameter('Second'))),
    ClaimRule.set('b', Value.template(`${parameter('First')}-{{user.sub}}`)),
  ],
  'rules in another order': parameter => [...OLD(parameter)].reverse(),
  'another type': parameter => [
    ClaimRule.set('a', Value.literal([parameter('First')])),
    ClaimRule.set('b', Value.template(`${parameter('Second')}-{{user.sub}}`)),
  ],
  'another rule with the same values': parameter => [...OLD(parameter), ClaimRule.suppress('nickname')],
  'a literal in place of a value': parameter => [
    ClaimRule.set('a', Value.literal('first')),
    ClaimRule.set('b', Value.template(`${parameter('Second')}-{{user.sub}}`)),
  ],
};

function synthesize(claims: Claims): DeployedEnricher {
  const app = new TestApp();
  const parameters = new Map(['First', 'Second', 'Third'].map(name => [name, new CfnParameter(app.stack, name, { default: name.toLowerCase() })]));
  app.enricher({ claims: claims(name => parameters.get(name)!.valueAsString) });
  return deployedEnricher(app.app.synth().directory, 'Stack');
}

async function claimsOf({ asset }: DeployedEnricher, { environment }: DeployedEnricher): Promise<unknown> {
  const host = new LambdaHost({ asset, environment });
  const { response, error } = await host.invoke(userEvent());
  await host.stop();
  return error ?? response!.response!.claimsAndScopeOverrideDetails!.accessTokenGeneration?.claimsToAddOrOverride;
}

const DENIED = { name: 'TokenDenied', message: 'The sign-in is being updated. Please try again in a minute. Reference: local-1' };

test('rules with their own variables issue their tokens', async () => {
  const old = synthesize(OLD);
  expect(await claimsOf(old, old)).toEqual({ a: 'first', b: 'second-sub-1' });
});

describe.each(Object.entries(NEW))('%s', (_, claims) => {
  const old = synthesize(OLD);
  const updated = synthesize(claims);

  test('denies old rules with new variables', async () => {
    expect(await claimsOf(old, updated)).toEqual(DENIED);
  });

  test('denies new rules with old variables', async () => {
    expect(await claimsOf(updated, old)).toEqual(DENIED);
  });

  test('issues tokens again when both are deployed', async () => {
    expect(await claimsOf(updated, updated)).toMatchObject({ b: expect.stringMatching(/^(first|second)-sub-1$/) });
  });
});

test('a missing variable denies the token', async () => {
  const { asset, environment, resources } = synthesize(OLD);
  const slot = Object.keys(environment).find(name => /^TE_[0-9a-f]{16}$/.test(name))!;
  const incomplete = Object.fromEntries(Object.entries(environment).filter(([name]) => name !== slot));
  expect(await claimsOf({ asset, environment, resources }, { asset, environment: incomplete, resources })).toEqual(DENIED);
});
