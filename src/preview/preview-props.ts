import type { IUserPoolClientRef } from 'aws-cdk-lib/aws-cognito';
import { A_DATE, CHECKED_LATER, listOf, mapOf, objectWith, A_STRING } from '../options/checks';
import type { OptionChecks } from '../options/options';
import { A_TRIGGER_SOURCE, type TriggerSource } from '../values/trigger-source';

/** The token request to preview. All properties have a default, so a test sets only what it depends on. */
export interface PreviewProps {
  /**
   * The user attributes, as strings: Cognito sends no other type. An attribute that the user pool does not have is an error.
   *
   * @default - only a `sub`
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  readonly userAttributes?: { [name: string]: string };

  /**
   * The username.
   *
   * @default - `preview-user`; for a federated user, `<identityProvider>_preview-user`
   */
  readonly username?: string;

  /**
   * The name of the identity provider that a federated user signs in with. The user then has the attribute `identities`, the status of
   * a federated user, and is in the group of the provider.
   *
   * @default - none: the user signs in with a password, or in another way of Cognito itself
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html
   */
  readonly identityProvider?: string;

  /**
   * The names of the user's groups. A name that is nearly that of a group of the app is an error.
   *
   * @default - none
   */
  readonly groups?: string[];

  /**
   * The ARNs of the IAM roles of the user's groups.
   *
   * @default - none
   */
  readonly iamRoles?: string[];

  /**
   * The ARN of the preferred IAM role, which is one of `iamRoles`.
   *
   * @default - none
   */
  readonly preferredRole?: string;

  /**
   * The scopes that are requested. A scope that the app client does not have is an error.
   *
   * @default - as Cognito grants them if none are requested: for sign-in on the managed login page, all scopes of `client`, or `openid` if they are
   * not known; for machine tokens, the scopes of resource servers that `client` has; otherwise `aws.cognito.signin.user.admin`
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
   */
  readonly scopes?: string[];

  /**
   * The app client, as a construct. Its flows, scopes, identity providers and readable attributes apply, and a request that it cannot make is an
   * error.
   *
   * @default - the client with the ID `clientId`, which can make any request and read all attributes
   */
  readonly client?: IUserPoolClientRef;

  /**
   * The ID of the app client. Another ID than that of an imported `client` is an error.
   *
   * @default - the ID of `client` if it is known, otherwise a made-up ID
   */
  readonly clientId?: string;

  /**
   * The event that causes Cognito to issue the token. `TriggerSource.CLIENT_CREDENTIALS` previews a machine token: attributes,
   * groups and other properties of a user are an error then.
   *
   * @default - `TriggerSource.HOSTED_AUTH`; for a `client` that cannot use the managed login page, `TriggerSource.CLIENT_CREDENTIALS` if it has that
   * flow, otherwise `TriggerSource.AUTHENTICATION`
   */
  readonly triggerSource?: TriggerSource;

  /**
   * The client metadata that the caller sends.
   *
   * @default - none
   */
  readonly clientMetadata?: { [key: string]: string };

  /**
   * Whole tables: lists of items by table, `{ [table.tableName]: [{ pk: 'USER#jane', plan: 'gold' }] }`. The table is named as in the rules, or by a
   * source that reads it. Sources read them by key, index and sort key condition, in order and up to their limit, as from DynamoDB, so a test
   * shows that a token gets the items of its own user or tenant only. An item is a map of plain values, or DynamoDB JSON if all of its attributes
   * are. Items that the table would reject, such as two with the same key, are errors, as is a table that no rule reads.
   *
   * @default - no source finds an item, except those of `items`
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.CoreComponents.html
   */
  readonly tables?: { [table: string]: any[] };

  /**
   * For short tests: what a source finds, by its name. A map of attributes for an item, such as `{ profile: { projects: 'P1,P2', level: 3 } }`,
   * a list of such maps for a query, and the answer of a function. Keys can be left out, and are not looked at then: use `tables` to test them.
   * An item with another key than the rules read is an error, as are items in another order than that of the query, and a name that is not a source of
   * the rules.
   *
   * @default - no source finds an item, except in `tables`
   */
  readonly items?: { [source: string]: any };

  /**
   * The names of sources whose table cannot be read. A name that is not a source of the rules is an error.
   *
   * @default - none
   */
  readonly failingSources?: string[];

  /**
   * The time at which the token is issued.
   *
   * @default - 1 January 2030, 00:00 UTC, so that previews do not depend on the current date
   */
  readonly now?: Date;

  /**
   * The resource that the access token is bound to (RFC 8707).
   *
   * @default - none
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
   */
  readonly resource?: string;

  /**
   * The authentication context class that Cognito sets in both tokens after step-up authentication. Rules cannot set it.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
   */
  readonly acr?: string;

  /**
   * The authentication methods that Cognito sets in both tokens, such as `pwd`. Rules cannot set them.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
   */
  readonly amr?: string[];

  /**
   * Values for the deploy-time values (tokens) in rules, by the string that the rules use: `{ [table.tableName]: 'users' }`.
   * Separate the elements of a list with commas. A value that no rule uses is an error.
   *
   * @default - each value is a marker that describes it; a number has failed, because a marker is not a number
   */
  readonly deployTimeValues?: { [value: string]: string };
}

export const PREVIEW_PROPS: OptionChecks<PreviewProps> = {
  userAttributes: mapOf('strings by attribute name', A_STRING),
  username: A_STRING,
  identityProvider: A_STRING,
  groups: listOf('a list of group names', A_STRING),
  iamRoles: listOf('a list of role ARNs', A_STRING),
  preferredRole: A_STRING,
  scopes: listOf('a list of scopes', A_STRING),
  client: objectWith(['userPoolClientRef'], 'an app client', 'pass the construct of the app client, or its ID as clientId'),
  clientId: A_STRING,
  triggerSource: A_TRIGGER_SOURCE,
  clientMetadata: mapOf('strings by key', A_STRING),
  // items are checked by the schema of their table
  tables: mapOf('lists of items by table', listOf('a list of items', CHECKED_LATER)),
  items: mapOf('items by source name', CHECKED_LATER),
  failingSources: listOf('a list of source names', A_STRING),
  now: A_DATE,
  resource: A_STRING,
  acr: A_STRING,
  amr: listOf('a list of authentication methods', A_STRING),
  deployTimeValues: mapOf('strings by deploy-time value', A_STRING),
};
