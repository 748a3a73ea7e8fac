import type { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { aws_cognito as cognito } from './cdk/aws-cdk-lib';
import { A_STRING, ATTRIBUTE_NAMES, listOf, mapOf, oneOf, struct } from './options/checks';
import type { OptionChecks } from './options/options';

/**
 * Facts about a user pool that the app does not show: everything about a pool that another app creates, and app clients and identity
 * providers that are created elsewhere. They add to what the app shows. It is an error if they contradict it.
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
   * @default - none if the app creates the pool and an app client; otherwise unknown: a warning if an access decision depends on an attribute
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
   */
  readonly mappedAttributes?: { [attribute: string]: string[] };

  /**
   * The attributes that users can write themselves through app clients that the app does not create, under the names that rules use
   * (`locale`, `custom:plan`): each attribute in the `writeAttributes` of at least one of these clients, or all attributes if one
   * of them does not set `writeAttributes`.
   *
   * @default - none if the app creates the pool and an app client; otherwise unknown: a warning if an access decision depends on an attribute
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
   */
  readonly userWritableAttributes?: string[];

  /**
   * Dynamic client registration is on: applications can register app clients, which can write all attributes.
   *
   * @default - off, unless the app turns it on in the `DcrConfiguration` of the pool. If `Attachment.customResource()` finds it on at
   * deployment, and an access decision relies on an attribute that such a client could write, the deployment fails
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-dynamic-client-registration.html
   */
  readonly dynamicClients?: DynamicClients;
}

/** The app clients that applications can register with a user pool. */
export interface DynamicClients {
  /**
   * The scopes that these app clients can request in addition to those of OpenID Connect.
   *
   * @default - unknown: they may request `aws.cognito.signin.user.admin`, with which users change their own attributes
   */
  readonly allowedScopes?: string[];
}

export const POOL_FACTS: OptionChecks<PoolFacts> = {
  featurePlan: oneOf(Object.values(cognito.FeaturePlan)),
  customAttributes: ATTRIBUTE_NAMES,
  mappedAttributes: mapOf('lists of providers by attribute name', listOf('a list of provider names', A_STRING)),
  userWritableAttributes: ATTRIBUTE_NAMES,
  dynamicClients: struct({ allowedScopes: listOf('a list of scopes', A_STRING) }),
};
