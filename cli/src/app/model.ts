import type { IdentityProvider } from '../../../src/core/cognito/base-tokens';

/** The app as its templates describe it: the resources that a deployment would create, with local names and ids. */
export interface LocalApp {
  /** The cloud assembly, as an absolute path. */
  readonly folder: string;
  /** User pools that call an enricher, or have one of the app's clients. */
  readonly pools: readonly Pool[];
  readonly enrichers: readonly Enricher[];
  readonly tables: readonly Table[];
  readonly functions: readonly InvokedFunction[];
  /** SSM parameters, by name. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Values that only a deployment knows, with their stand-ins. */
  readonly standIns: readonly StandIn[];
  /** Sentences about what differs from a deployment. */
  readonly notices: readonly string[];
}

/** A value that only a deployment knows. */
export interface StandIn {
  /** Name in the template, such as `Shop/CallbackUrl`: the key under `values` in the users file. */
  readonly name: string;
  readonly value: string;
}

export interface Pool {
  /** As Amazon Cognito writes it: `us-east-1_Ab3dEf9Gh`. */
  readonly id: string;
  /** Construct path, or the id of a pool that is not in the app. */
  readonly path: string;
  readonly region: string;
  /** `IssuerConfiguration` of the pool: selects the host in the `iss` claim. */
  readonly issuerType: 'ORIGINAL' | 'UPDATED';
  readonly clients: readonly Client[];
  /** Scopes of resource servers, as `server/scope`. */
  readonly resourceScopes: readonly string[];
  readonly groups: readonly Group[];
  readonly providers: readonly IdentityProvider[];
  /** Attributes that users sign in with, in addition to or instead of the username: `email`, `phone_number`, `preferred_username`. */
  readonly signInAttributes: readonly string[];
  /** Users sign in with an attribute instead of a username, and Amazon Cognito generates the username. */
  readonly usernameIsAttribute: boolean;
  /** True if `Jane` and `jane` are two users. */
  readonly caseSensitive: boolean;
  /** Custom attributes, as `custom:tenant`. */
  readonly customAttributes: readonly string[];
  /** The pool calls a function that is not a chosen TokenEnricher. */
  readonly callsOther?: true;
  /** The trigger. Undefined if the pool calls no enricher. */
  readonly trigger?: Trigger;
}

export interface Trigger {
  readonly enricher: Enricher;
  readonly version: 'V1_0' | 'V2_0' | 'V3_0';
}

export interface Group {
  readonly name: string;
  readonly roleArn?: string;
  /** The lowest value comes first. */
  readonly precedence?: number;
}

export interface Client {
  readonly id: string;
  /** Construct path. */
  readonly path: string;
  /** `ClientName`, if the template has one. */
  readonly name?: string;
  /** Undefined for a public client. */
  readonly secret?: string;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  /** `code`, `implicit`, `client_credentials`. */
  readonly oauthFlows: readonly string[];
  readonly scopes: readonly string[];
  /** `ALLOW_USER_PASSWORD_AUTH` and the like; the default flows if the template names none. */
  readonly authFlows: readonly string[];
  /** Attributes that the client can read; all if undefined. */
  readonly readAttributes?: readonly string[];
  readonly lifetimes: Lifetimes;
  /** Refresh token rotation: each use replaces the token, and the old one still works for `graceSeconds`. */
  readonly rotation?: { readonly graceSeconds: number };
  readonly revocation: boolean;
}

/** Seconds. */
export interface Lifetimes {
  readonly idToken: number;
  readonly accessToken: number;
  readonly refreshToken: number;
}

/** A function of TokenEnricher. */
export interface Enricher {
  /** Construct path. */
  readonly path: string;
  /** The folder of the asset, as an absolute path. */
  readonly asset: string;
  /** Major version of Node.js in the runtime of the function. */
  readonly nodeMajor: number;
  readonly memorySize: number;
  /** Seconds. */
  readonly timeout: number;
  /** Environment variables as a deployment would set them. */
  readonly environment: Readonly<Record<string, string>>;
  readonly region: string;
}

/** A Lambda function that rules invoke. It does not run on this machine. */
export interface InvokedFunction {
  /** Without a version or an alias. */
  readonly arn: string;
  readonly name: string;
  /** Construct path, or the name of a function that is not in the app. */
  readonly path: string;
  /** The properties of its input, with the name of the operator behind each, such as `sub`. */
  readonly input: ReadonlyMap<string, string>;
}

export interface Table {
  /** The table name that the function uses. */
  readonly name: string;
  /** Construct path. */
  readonly path: string;
  /** As in CreateTable. */
  readonly keySchema: readonly KeyElement[];
  readonly attributeDefinitions: readonly AttributeDefinition[];
  readonly indexes: readonly Index[];
}

export interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

export interface AttributeDefinition {
  readonly AttributeName: string;
  readonly AttributeType: 'S' | 'N' | 'B';
}

export interface Index {
  readonly name: string;
  readonly kind: 'GLOBAL' | 'LOCAL';
  readonly keySchema: readonly KeyElement[];
  readonly projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
}
