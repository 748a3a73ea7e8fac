import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import type { AppClient, PoolNames } from './pools';
import type { Compilation } from '../../compiler/compile';
import type { PoolWriters } from '../../core/cognito/attribute-writers';
import type { RegistrationSettings } from '../../core/cognito/client-writer';
import type { PoolFacts } from '../../pool-facts';
import type { Problem, Warning } from '../../problems/problems';

/** The input of the checks that need the finished app. */
export interface CheckedApp {
  readonly compilation: Compilation;
  readonly scope: IConstruct;
  /** The user pool's resource; undefined for a pool of another app. */
  readonly resource?: CfnUserPool;
  /** The resources of all user pools that the enricher is attached to. Pools that the app does not create are not among them. */
  readonly resources: readonly CfnUserPool[];
  /** The app creates all user pools that the enricher is attached to. */
  readonly showsAllPools: boolean;
  /** Properties of the user pool's resource as in the template; undefined if they are not known. */
  readonly pool?: PoolProperties;
  /** The app clients of the pool, from all stacks of the app. */
  readonly clients: readonly AppClient[];
  /** App clients of a pool that only the deployment knows, which may be this one. */
  readonly possibleClients: readonly AppClient[];
  /** False if users may sign in through app clients that are not in `clients`. */
  readonly showsAllClients: boolean;
  readonly writers: PoolWriters;
  readonly names: PoolNames;
  /** The `poolFacts` that the author declared. */
  readonly facts?: PoolFacts;
}

/** The properties of a user pool that the checks read. A deploy-time value is an object here. */
export interface PoolProperties {
  readonly UserPoolTier?: unknown;
  readonly Schema?: unknown;
  readonly AdminCreateUserConfig?: { readonly AllowAdminCreateUserOnly?: unknown };
  readonly UsernameAttributes?: unknown;
  readonly DcrConfiguration?: RegistrationSettings;
  readonly IssuerConfiguration?: { readonly Type?: unknown };
}

export interface AppFindings {
  readonly problems?: readonly Problem[];
  readonly warnings?: readonly Warning[];
}

/** One check of the finished app. */
export interface AppCheck {
  readonly name: string;
  readonly finds: string;
  /** @param all the app for each user pool of the enricher, including this one: the rules are the same for all */
  readonly findings: (app: CheckedApp, all: readonly CheckedApp[]) => AppFindings;
}
