import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { listOf, mapOf, oneOf, A_STRING } from './options/checks';
import type { OptionChecks } from './options/options';

/**
 * What is known of a user pool that the app does not create, or whose app clients it does not create. Where the app shows the
 * pool and its clients, that counts and not what is said here.
 */
export interface PoolFacts {
  /**
   * The feature plan of the pool.
   *
   * @default - not known: a warning where the rules need another plan than Lite
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html
   */
  readonly featurePlan?: FeaturePlan;

  /**
   * The custom attributes of the pool, with or without their prefix `custom:`.
   *
   * @default - not known: names of custom attributes in rules are not checked
   */
  readonly customAttributes?: string[];

  /**
   * The attributes that identity providers fill, each with the names of the providers: `{ 'custom:dept': ['Okta'] }`.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
   */
  readonly mappedAttributes?: { [attribute: string]: string[] };

  /**
   * The attributes that users can write themselves, as rules name them (`locale`, `custom:plan`): everything that is in
   * `writeAttributes` of at least one app client, and every attribute if one client does not say which ones.
   *
   * @default - not known: a warning where a rule decides about access by an attribute
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
   */
  readonly userWritableAttributes?: string[];
}

const ATTRIBUTES = listOf('a list of names of attributes', A_STRING);

export const POOL_FACTS: OptionChecks<PoolFacts> = {
  featurePlan: oneOf(Object.values(FeaturePlan)),
  customAttributes: ATTRIBUTES,
  mappedAttributes: mapOf('lists of providers by the names of attributes', listOf('a list of names of providers', A_STRING)),
  userWritableAttributes: ATTRIBUTES,
};
