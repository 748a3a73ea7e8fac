import { Stack, type CfnResource } from 'aws-cdk-lib';
import type { LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import { renderedProperties } from '../cdk/rendered';
import type { Problem } from '../problems/problems';

/** One way of making a function the trigger of one pool. */
export interface PoolTrigger {
  /** What is wrong before anything is made. */
  problemsBefore(): readonly Problem[];
  attach(called: IFunction, version: LambdaVersion): void;
  /** What is wrong in the finished app. */
  problemsAfter(called: IFunction, version: LambdaVersion): readonly Problem[];
}

interface Triggers {
  readonly PreTokenGenerationConfig?: { readonly LambdaArn?: unknown; readonly LambdaVersion?: unknown };
  readonly PreTokenGeneration?: unknown;
}

/** Both members of a LambdaConfig that hold the trigger. */
const KEYS = ['PreTokenGenerationConfig', 'PreTokenGeneration'] as const;

/** The triggers in the template; nothing for a resource with a mistake of its own. */
export function triggersIn(resource: CfnResource): Triggers | undefined {
  const properties = renderedProperties(resource);
  return properties && (properties.LambdaConfig ?? {});
}

/** It is known when it is deployed, as a whole: a member cannot be added to it. */
export function isIntrinsic(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).some(name => name === 'Ref' || name.startsWith('Fn::'));
}

/** A trigger in either of the two keys. */
export function presentTriggers(path: string, resource: CfnResource, triggers: Triggers = {}): readonly Problem[] {
  return KEYS.filter(key => triggers[key] !== undefined).map(key => secondTrigger(path, `${resource.node.path}, whose LambdaConfig has another ${key}`));
}

/** The function is under the one key, with the version of the rules, and nothing under the other. */
export function attachedProblems(path: string, resource: CfnResource, functionArn: string, version: LambdaVersion): readonly Problem[] {
  const triggers = triggersIn(resource);
  if (!triggers) {
    return [];
  }
  const { PreTokenGenerationConfig: config, PreTokenGeneration: legacy } = triggers;
  const isOurs = JSON.stringify(config?.LambdaArn) === JSON.stringify(Stack.of(resource).resolve(functionArn));
  const others = [
    ...isOurs ? [] : [secondTrigger(path, `${resource.node.path}, whose LambdaConfig has another PreTokenGenerationConfig`)],
    ...presentTriggers(path, resource, { PreTokenGeneration: legacy }),
  ];
  return others.length > 0 ? others : versionProblems(path, resource, version);
}

/** The pool sends events of another version than the rules need. */
export function versionProblems(path: string, resource: CfnResource, version: LambdaVersion): readonly Problem[] {
  const { PreTokenGenerationConfig: config, PreTokenGeneration: legacy } = triggersIn(resource) ?? {};
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

/**
 * Lets Amazon Cognito call a function, for user pools of this ARN and of the account alone.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function permit(called: IFunction, scope: Construct, id: string, sourceArn: string): IConstruct {
  called.addPermission(id, { principal: new ServicePrincipal('cognito-idp.amazonaws.com'), sourceArn, sourceAccount: Stack.of(scope).account, scope });
  return scope.node.findChild(id);
}
