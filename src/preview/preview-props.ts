import type { IUserPoolClientRef } from 'aws-cdk-lib/aws-cognito';
import { A_DATE, CHECKED_LATER, listOf, mapOf, objectWith, A_STRING } from '../options/checks';
import type { OptionChecks } from '../options/options';
import { A_TRIGGER_SOURCE, type TriggerSource } from '../values/trigger-source';

/** What a token is previewed for. Everything has a default, so that a test names what matters to it. */
export interface PreviewProps {
  /**
   * Attributes of the user, as strings: Amazon Cognito sends no other type.
   *
   * @default - a `sub` alone
   */
  readonly userAttributes?: { [name: string]: string };

  /**
   * The name by which the user signs in.
   *
   * @default 'preview-user'
   */
  readonly username?: string;

  /**
   * Names of the user's groups.
   *
   * @default - none
   */
  readonly groups?: string[];

  /**
   * ARNs of the IAM roles of the user's groups.
   *
   * @default - none
   */
  readonly iamRoles?: string[];

  /**
   * ARN of the preferred IAM role.
   *
   * @default - none
   */
  readonly preferredRole?: string;

  /**
   * Scopes that are requested and that the client may have.
   *
   * @default - `openid` for sign-in on the managed login page; none for machines; else `aws.cognito.signin.user.admin`
   */
  readonly scopes?: string[];

  /**
   * The app client, by its construct.
   *
   * @default - the client with the id of `clientId`
   */
  readonly client?: IUserPoolClientRef;

  /**
   * The id of the app client.
   *
   * @default - the id of `client` where that is known, else an invented one
   */
  readonly clientId?: string;

  /**
   * What makes Amazon Cognito issue the token. `TriggerSource.CLIENT_CREDENTIALS` gives a machine token.
   *
   * @default TriggerSource.HOSTED_AUTH
   */
  readonly triggerSource?: TriggerSource;

  /**
   * Metadata that the caller sends.
   *
   * @default - none
   */
  readonly clientMetadata?: { [key: string]: string };

  /**
   * Items of tables, by the names of the sources: maps of attributes, as `{ profile: { projects: 'P1,P2', level: 3 } }`, and lists
   * of these for queries. A name that no source has is an error.
   *
   * @default - no source finds an item
   */
  readonly items?: { [source: string]: any };

  /**
   * Names of sources whose table cannot be read. A name that no source has is an error.
   *
   * @default - none
   */
  readonly failingSources?: string[];

  /**
   * The time at which the token is issued.
   *
   * @default - 1 January 2030, 00:00 UTC, so that previews are the same every day
   */
  readonly now?: Date;

  /**
   * Resource that the access token is bound to (RFC 8707).
   *
   * @default - none
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
   */
  readonly resource?: string;

  /**
   * Values that rules take from the deployment, by the string with which the rules were written: `{ [table.tableName]: 'users' }`.
   * The members of a list are separated by commas. A value that no rule uses is an error.
   *
   * @default - each is a marker that says what stands there in the deployment; a number has failed, as no marker is one
   */
  readonly deployTimeValues?: { [value: string]: string };
}

export const PREVIEW_PROPS: OptionChecks<PreviewProps> = {
  userAttributes: mapOf('strings by the names of attributes', A_STRING),
  username: A_STRING,
  groups: listOf('a list of names of groups', A_STRING),
  iamRoles: listOf('a list of ARNs of roles', A_STRING),
  preferredRole: A_STRING,
  scopes: listOf('a list of scopes', A_STRING),
  client: objectWith(['userPoolClientRef'], 'an app client', 'give the construct of the app client, or its id as clientId'),
  clientId: A_STRING,
  triggerSource: A_TRIGGER_SOURCE,
  clientMetadata: mapOf('strings by their keys', A_STRING),
  // the items themselves are looked at when a rule reads them
  items: mapOf('items by the names of sources', CHECKED_LATER),
  failingSources: listOf('a list of names of sources', A_STRING),
  now: A_DATE,
  resource: A_STRING,
  deployTimeValues: mapOf('strings by values of the deployment', A_STRING),
};
