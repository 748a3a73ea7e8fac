import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { listOf, mapOf, oneOf, A_STRING } from './options/checks';
import type { OptionChecks } from './options/options';

/**
 * Facts about a user pool that the app does not create, or whose app clients the app does not create. If the app defines the pool
 * and its clients, their definitions take precedence over these facts.
 */
export interface PoolFacts {
  /**
   * The feature plan of the pool.
   *
   * @default - unknown: a warning if the rules require another plan than Lite
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html
   */
  readonly featurePlan?: FeaturePlan;

  /**
   * The custom attributes of the pool, with or without the prefix `custom:`.
   *
   * @default - unknown: names of custom attributes in rules are not checked
   */
  readonly customAttributes?: string[];

  /**
   * The attributes that identity providers set, each with the names of the providers: `{ 'custom:dept': ['Okta'] }`.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
   */
  readonly mappedAttributes?: { [attribute: string]: string[] };

  /**
   * The attributes that users can write themselves, under the names that rules use (`locale`, `custom:plan`): each attribute in
   * the `writeAttributes` of at least one app client, or all attributes if an app client does not set `writeAttributes`.
   *
   * @default - unknown: a warning if an access decision depends on an attribute
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
   */
  readonly userWritableAttributes?: string[];
}

const ATTRIBUTES = listOf('a list of attribute names', A_STRING);

export const POOL_FACTS: OptionChecks<PoolFacts> = {
  featurePlan: oneOf(Object.values(FeaturePlan)),
  customAttributes: ATTRIBUTES,
  mappedAttributes: mapOf('lists of providers by attribute name', listOf('a list of provider names', A_STRING)),
  userWritableAttributes: ATTRIBUTES,
};
