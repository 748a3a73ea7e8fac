import type { CfnResource } from 'aws-cdk-lib';
import type { LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import { renderedProperties } from '../cdk/resources';
import { authorPath } from '../cdk/stacks';
import { CONFIG, LEGACY, type LambdaConfig } from '../core/attachment/contract';
import type { Problem } from '../problems/problems';

/** The triggers of a user pool, or of its regional configuration, in a template. */
type Triggers = LambdaConfig<unknown>;

/** The triggers in the template; undefined if the resource has an error, which synthesis reports. */
export function triggersIn(resource: CfnResource): Triggers | undefined {
  const properties = renderedProperties(resource);
  return properties && (properties.LambdaConfig ?? {});
}

/** Reports a pre token generation trigger under either of the two keys. */
export function presentTriggers(path: string, resource: CfnResource, triggers: Triggers = {}): readonly Problem[] {
  return ([CONFIG, LEGACY] as const).filter(key => triggers[key] !== undefined).map(key => secondTrigger(path, `${authorPath(resource)}, whose LambdaConfig has another ${key}`));
}

/** Checks that the newer key has the function, with the version of the rules, and that the legacy key is not set. */
export function attachedProblems(path: string, resource: CfnResource, functionArn: string, version: LambdaVersion): readonly Problem[] {
  const triggers = triggersIn(resource);
  if (!triggers) {
    return [];
  }
  const { [CONFIG]: config, [LEGACY]: legacy } = triggers;
  const isOurs = JSON.stringify(config?.LambdaArn) === JSON.stringify(resource.stack.resolve(functionArn));
  const others = [
    ...isOurs ? [] : [config === undefined ? removedTrigger(path, resource) : secondTrigger(path, `${authorPath(resource)}, whose LambdaConfig has another ${CONFIG}`)],
    ...presentTriggers(path, resource, { [LEGACY]: legacy }),
  ];
  return others.length > 0 ? others : versionProblems(path, resource, version);
}

/** Reports a pool that sends events of a different version than the rules need. */
export function versionProblems(path: string, resource: CfnResource, version: LambdaVersion): readonly Problem[] {
  const { [CONFIG]: config, [LEGACY]: legacy } = triggersIn(resource) ?? {};
  const attached: unknown = config ? config.LambdaVersion : legacy === undefined ? undefined : 'V1_0';
  return typeof attached !== 'string' || attached === version ? [] : [{
    check: 'AttachedVersion',
    path,
    given: `${authorPath(resource)}, which sends events of version ${attached}`,
    allowed: `${version}, the version of the rules`,
    fix: `attach the function with enricher.triggerVersion, or set triggerVersion: LambdaVersion.${attached} if it supports the rules`,
  }];
}

/** Reports a pool with different functions under the two keys. Cognito accepts both keys with the same function only. */
export function differentTriggers(path: string, resource: CfnResource): readonly Problem[] {
  const { [CONFIG]: config, [LEGACY]: legacy } = triggersIn(resource) ?? {};
  return !config || !legacy || JSON.stringify(config.LambdaArn) === JSON.stringify(legacy) ? [] : [{
    check: 'SecondTrigger',
    path,
    given: `${authorPath(resource)}, whose LambdaConfig has one function as ${LEGACY} and another as ${CONFIG}`,
    allowed: 'one pre token generation trigger: a user pool calls one function',
    fix: 'remove the other function from the template: from lambdaTriggers, addTrigger or LambdaConfig of the user pool',
  }];
}

function removedTrigger(path: string, resource: CfnResource): Problem {
  return {
    check: 'RemovedTrigger',
    path,
    given: `${authorPath(resource)}, whose LambdaConfig in the template has no ${CONFIG}: an assignment, an override or an aspect took the trigger of the enricher out`,
    allowed: 'the trigger of the enricher',
    fix: 'remove that change, or attach the function yourself and use Attachment.none()',
  };
}

export function secondTrigger(path: string, given: string): Problem {
  return {
    check: 'SecondTrigger',
    path,
    given,
    allowed: 'one pre token generation trigger: a user pool calls one function',
    fix: 'remove the other trigger from the template, or combine the rules in one enricher; to attach it yourself, use Attachment.none()',
  };
}

export function opaqueTriggers(path: string, resource: CfnResource): Problem {
  return {
    check: 'OpaqueLambdaConfig',
    path,
    given: `${authorPath(resource)}, whose whole LambdaConfig is a deploy-time value`,
    allowed: 'a LambdaConfig whose properties are known at synthesis, so that the other triggers stay',
    fix: 'set lambdaConfig to an object; to attach the function yourself, use Attachment.none()',
  };
}
