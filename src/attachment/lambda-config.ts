import { Stack, type CfnResource } from 'aws-cdk-lib';
import type { LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import { renderedProperties } from '../cdk/rendered';
import { CONFIG, LEGACY, type LambdaConfig } from '../core/attachment/lambda-config';
import type { Problem } from '../problems/problems';

/** The triggers of a pool, or of the regional configuration of one, in a template. */
type Triggers = LambdaConfig<unknown>;

/** The triggers in the template; nothing for a resource with a mistake of its own. */
export function triggersIn(resource: CfnResource): Triggers | undefined {
  const properties = renderedProperties(resource);
  return properties && (properties.LambdaConfig ?? {});
}

/** A trigger in either of the two keys. */
export function presentTriggers(path: string, resource: CfnResource, triggers: Triggers = {}): readonly Problem[] {
  return ([CONFIG, LEGACY] as const).filter(key => triggers[key] !== undefined).map(key => secondTrigger(path, `${resource.node.path}, whose LambdaConfig has another ${key}`));
}

/** The function is under the one key, with the version of the rules, and nothing under the other. */
export function attachedProblems(path: string, resource: CfnResource, functionArn: string, version: LambdaVersion): readonly Problem[] {
  const triggers = triggersIn(resource);
  if (!triggers) {
    return [];
  }
  const { [CONFIG]: config, [LEGACY]: legacy } = triggers;
  const isOurs = JSON.stringify(config?.LambdaArn) === JSON.stringify(Stack.of(resource).resolve(functionArn));
  const others = [
    ...isOurs ? [] : [secondTrigger(path, `${resource.node.path}, whose LambdaConfig has another ${CONFIG}`)],
    ...presentTriggers(path, resource, { [LEGACY]: legacy }),
  ];
  return others.length > 0 ? others : versionProblems(path, resource, version);
}

/** The pool sends events of another version than the rules need. */
export function versionProblems(path: string, resource: CfnResource, version: LambdaVersion): readonly Problem[] {
  const { [CONFIG]: config, [LEGACY]: legacy } = triggersIn(resource) ?? {};
  const attached: unknown = config ? config.LambdaVersion : legacy === undefined ? undefined : 'V1_0';
  return typeof attached !== 'string' || attached === version ? [] : [{
    check: 'AttachedVersion',
    path,
    given: `${resource.node.path}, which sends events of ${attached}`,
    allowed: `${version}, the version of the rules`,
    fix: `attach the function with enricher.triggerVersion, or set triggerVersion: LambdaVersion.${attached} where the rules can do with it`,
  }];
}

export function secondTrigger(path: string, given: string): Problem {
  return {
    check: 'SecondTrigger',
    path,
    given,
    allowed: 'one pre token generation trigger: a user pool calls one function',
    fix: 'take the other trigger out of the template, or put its rules into one enricher; to attach by hand, use Attachment.none()',
  };
}

export function opaqueTriggers(path: string, resource: CfnResource): Problem {
  return {
    check: 'OpaqueLambdaConfig',
    path,
    given: `${resource.node.path}, whose whole LambdaConfig is known when it is deployed`,
    allowed: 'a LambdaConfig with its members, so that the others stay',
    fix: 'give lambdaConfig as an object; to set the trigger by hand, use Attachment.none()',
  };
}
