import { clientOf, texts } from './clients';
import type { Deployment, Placed } from './deployment';
import type { FoundEnricher } from './enrichers';
import type { Client, Enricher, Group, Pool, Trigger } from './model';
import { referenceOf } from './physical-ids';
import { ATTACHMENT_TYPE } from '../../../src/core/attachment/contract';
import type { IdentityProvider } from '../../../src/core/cognito/base-tokens';
import { isCustomAttribute, schemaAttributeName, type SchemaAttribute } from '../../../src/core/cognito/claims';

/** A pool that calls an enricher. */
export interface Attached {
  readonly poolId: string;
  readonly trigger: Trigger;
  /** The method of `Attachment` that attaches the enricher; `replica` for a pool in another Region. */
  readonly kind: 'inTemplate' | 'customResource' | 'replica';
  /** The resource that makes the pool call the enricher. */
  readonly placed: Placed;
}

/** Properties of `LambdaConfig` in CloudFormation. */
interface LambdaConfig {
  readonly PreTokenGeneration?: string;
  readonly PreTokenGenerationConfig?: { readonly LambdaArn?: string; readonly LambdaVersion?: Trigger['version'] };
}

const REPLICA_TYPE = 'AWS::Cognito::UserPoolRegionalConfigurationAttachment';

/** The user pools of the app, and those of other apps that one of its enrichers is attached to. */
export function poolsOf(deployment: Deployment, enrichers: readonly FoundEnricher[]): readonly Pool[] {
  const own = new Map(deployment.resources('AWS::Cognito::UserPool').map(placed => [String(referenceOf(placed, deployment)), placed]));
  const attached = attachmentsOf(deployment, enrichers);
  const ids = [...new Set([...own.keys(), ...attached.map(({ poolId }) => poolId)])];
  return ids.map(id => {
    const triggers = attached.filter(({ poolId }) => poolId === id);
    // the trigger of a replica applies only if the pool has no other one here
    const trigger = (triggers.find(({ kind }) => kind !== 'replica') ?? triggers[0])?.trigger;
    return poolOf(id, own.get(id), trigger, deployment);
  });
}

/** Enrichers that a replica in another Region calls. */
export function replicaTriggers(deployment: Deployment, enrichers: readonly FoundEnricher[]): readonly Enricher[] {
  return attachmentsOf(deployment, enrichers).filter(({ kind }) => kind === 'replica').map(({ trigger }) => trigger.enricher);
}

/** The pools that call one of the enrichers. */
export function attachmentsOf(deployment: Deployment, enrichers: readonly FoundEnricher[]): readonly Attached[] {
  const attached = (kind: Attached['kind'], placed: Placed, poolId: unknown, arn: unknown, version: unknown): readonly Attached[] => {
    const found = enrichers.find(each => String(arn) === each.arn || String(arn).startsWith(`${each.arn}:`));
    return found ? [{ kind, placed, poolId: String(poolId), trigger: { enricher: found.enricher, version: version as Trigger['version'] } }] : [];
  };
  const configured = (kind: Attached['kind'], placed: Placed, poolId: unknown): readonly Attached[] => {
    const { arn, version } = calledBy(deployment.property(placed, 'LambdaConfig'));
    return attached(kind, placed, poolId, arn, version);
  };
  return [
    ...deployment.resources('AWS::Cognito::UserPool').flatMap(placed => configured('inTemplate', placed, referenceOf(placed, deployment))),
    ...deployment.resources(ATTACHMENT_TYPE).flatMap(placed => attached(
      'customResource', placed, deployment.property(placed, 'UserPoolId'), deployment.property(placed, 'FunctionArn'), deployment.property(placed, 'TriggerVersion'),
    )),
    ...deployment.resources(REPLICA_TYPE).flatMap(placed => configured('replica', placed, deployment.property(placed, 'UserPoolId'))),
  ];
}

/** The pre token generation trigger in the configuration of a pool. */
function calledBy(config: unknown): { readonly arn?: string; readonly version: Trigger['version'] } {
  const { PreTokenGeneration, PreTokenGenerationConfig } = (config ?? {}) as LambdaConfig;
  const { LambdaArn: arn = PreTokenGeneration, LambdaVersion: version = 'V1_0' } = PreTokenGenerationConfig ?? {};
  return { version, ...arn !== undefined && { arn } };
}

function poolOf(id: string, placed: Placed | undefined, trigger: Trigger | undefined, deployment: Deployment): Pool {
  const property = (name: string): unknown => placed && deployment.property(placed, name);
  const ofPool = (type: string): readonly Placed[] => deployment.resources(type).filter(each => deployment.property(each, 'UserPoolId') === id);
  const usernameAttributes = texts(property('UsernameAttributes'));
  const schema = (property('Schema') ?? []) as readonly SchemaAttribute[];
  const clients: readonly Client[] = ofPool('AWS::Cognito::UserPoolClient').map(each => clientOf(each, deployment));
  return {
    id,
    path: placed ? placed.stack.pathOf(placed.logicalId) : id,
    region: placed?.stack.region ?? id.split('_')[0],
    issuerType: (property('IssuerConfiguration') as { readonly Type?: string } | undefined)?.Type === 'UPDATED' ? 'UPDATED' : 'ORIGINAL',
    clients,
    resourceScopes: ofPool('AWS::Cognito::UserPoolResourceServer').flatMap(each => {
      const scopes = (deployment.property(each, 'Scopes') ?? []) as ReadonlyArray<{ readonly ScopeName: string }>;
      return scopes.map(({ ScopeName }) => `${String(deployment.property(each, 'Identifier'))}/${ScopeName}`);
    }),
    groups: ofPool('AWS::Cognito::UserPoolGroup').map((each): Group => {
      const [roleArn, precedence] = [deployment.property(each, 'RoleArn'), deployment.property(each, 'Precedence')];
      return {
        name: String(referenceOf(each, deployment)),
        ...roleArn !== undefined && { roleArn: String(roleArn) },
        ...precedence !== undefined && { precedence: Number(precedence) },
      };
    }),
    providers: ofPool('AWS::Cognito::UserPoolIdentityProvider').map((each): IdentityProvider => {
      const type = deployment.property(each, 'ProviderType');
      return { name: String(referenceOf(each, deployment)), ...type !== undefined && { type: String(type) } };
    }),
    signInAttributes: [...usernameAttributes, ...texts(property('AliasAttributes'))],
    usernameIsAttribute: usernameAttributes.length > 0,
    caseSensitive: (property('UsernameConfiguration') as { readonly CaseSensitive?: boolean } | undefined)?.CaseSensitive !== false,
    // unknown for a pool of another app
    customAttributes: schema.map(schemaAttributeName).filter(name => name !== undefined).filter(isCustomAttribute),
    ...trigger && { trigger },
    ...!trigger && calledBy(property('LambdaConfig')).arn !== undefined && { callsOther: true },
  };
}
