import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import type { AppClient } from './pool-writers';
import type { Compilation } from '../../compiler/compile';
import type { PoolWriters } from '../../core/cognito/attribute-writers';
import type { PoolFacts } from '../../pool-facts';
import type { Problem, Warning } from '../../problems/problems';

/** What checks of the finished app look at. */
export interface CheckedApp {
  readonly compilation: Compilation;
  readonly scope: IConstruct;
  /** The user pool's resource; undefined for a pool of another app. */
  readonly resource?: CfnUserPool;
  /** Of all user pools that the enricher is attached to, as far as the app creates them. */
  readonly resources: readonly CfnUserPool[];
  /** Properties of the user pool's resource as they are in the template; undefined where they are not known. */
  readonly pool?: PoolProperties;
  /** The app clients of the pool in the whole app. */
  readonly clients: readonly AppClient[];
  /** Who can write attributes; nothing where neither the app nor the author tells anything of it. */
  readonly writers?: PoolWriters;
  /** What the author says of a pool that the app does not show. */
  readonly facts?: PoolFacts;
}

/** What the checks read of a user pool's properties; a value that is known at deployment is an object there. */
export interface PoolProperties {
  readonly UserPoolTier?: unknown;
  readonly Schema?: unknown;
  readonly AdminCreateUserConfig?: unknown;
}

export interface AppFindings {
  readonly problems?: readonly Problem[];
  readonly warnings?: readonly Warning[];
}

/** One check of the finished app. */
export interface AppCheck {
  readonly name: string;
  readonly finds: string;
  readonly findings: (app: CheckedApp) => AppFindings;
}
