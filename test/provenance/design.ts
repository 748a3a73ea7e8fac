/** The scope with which users change their own attributes. */
export const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';

/** A value that is only known at deployment. */
export const LATER = 'LATER';
export type Later = typeof LATER;

/** The ways in which a resource names its user pool. */
export const POOL_WAYS = {
  belongs: ['ref', 'lazy', 'override', 'condition', 'farStack', 'genericRef', 'genericSub'],
  mayBelong: ['parameter', 'importValue', 'genericParameter', 'conditionOfParameter', 'none'],
  doesNotBelong: ['otherPool', 'knownId', 'movedAway', 'genericOther', 'genericSubKnown'],
} as const;
export type PoolWay = typeof POOL_WAYS[keyof typeof POOL_WAYS][number];

export interface AttributeDesign {
  /** With the prefix `custom:` if it is a custom one. */
  readonly name: string;
  readonly mutable?: boolean;
  readonly required?: boolean;
}

export interface DcrDesign {
  readonly status?: 'Enabled' | 'Disabled' | Later;
  readonly scopes?: readonly string[] | Later;
}

/** A list of a resource, or one of two lists by a condition of the deployment. */
export type Names = readonly string[] | Later | { readonly either: readonly [readonly string[], readonly string[]] };

export interface PoolDesign {
  /** Another app creates it, so nothing else is known of it. */
  readonly imported?: boolean;
  readonly selfSignUp?: boolean | Later;
  readonly usernameAttributes?: readonly string[];
  readonly schema: readonly AttributeDesign[];
  readonly dcr?: DcrDesign;
}

export interface ClientDesign {
  readonly pool: PoolWay;
  readonly secret?: boolean;
  readonly authFlows?: Names;
  readonly oauthFlows?: readonly string[];
  readonly oauthScopes?: Names;
  readonly providers?: readonly string[];
  readonly write?: Names;
  /** How the list of written attributes comes into the template; an override of an L1 construct also replaces another list. */
  readonly writeBy?: 'override' | 'deletion' | 'aspect';
}

export interface ProviderDesign {
  readonly pool: PoolWay;
  readonly name: string;
  /** The attributes that it sets. */
  readonly mapped?: readonly string[];
}

/** A rule about the scope of administration. */
export interface AdminRuleDesign {
  readonly kind: 'suppress' | 'add' | 'keepOnly' | 'keepOnlyGroups' | 'suppressOther';
  readonly mode?: 'ENFORCE' | 'SHADOW' | 'DISABLED';
  /** In a group, or the app client at this position. */
  readonly when?: 'group' | number;
  readonly machines?: true;
  /** Of `keepOnly`. */
  readonly standardScopes?: boolean;
  readonly keeps?: readonly string[];
}

export interface FactsDesign {
  readonly writable?: readonly string[];
  readonly mapped?: { readonly [attribute: string]: readonly string[] };
  readonly dynamic?: { readonly scopes?: readonly string[] };
}

/** Parts of a key: the subject, or a value as it is, or encoded. */
export const KEY_SHAPES = ['plain', 'lower', 'prefix', 'template', 'templateEncoded', 'templateUnseparated', 'templateWeak', 'join', 'joinEncoded', 'two'] as const;
export type KeyShape = typeof KEY_SHAPES[number];

export type SimpleProbe =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'federated'; readonly name: string; readonly provider: string }
  | { readonly kind: 'email' | 'verifiedEmail' | 'verifiedPhone' | 'username' | 'sub' | 'groups' | 'scopes' | 'clientId' | 'identityProvider' }
  | { readonly kind: 'metadata' | 'triggerSource' | 'userPoolId' | 'literal' | 'role' };

export type Probe = SimpleProbe
  /** An attribute of an item, or of the answer of a function; the key or input has the subject, unless its shape is plain, and a value. */
  | { readonly kind: 'item'; readonly by: SourceDesign; readonly shape: KeyShape; readonly part: SimpleProbe; readonly userWritable?: true };

export const SOURCES = ['item', 'itemForEach', 'function'] as const;
export type SourceDesign = typeof SOURCES[number];

/** The ways in which a decision depends on the value. */
export const USES = ['scope', 'when', 'lookup', 'choose', 'firstOf', 'template', 'trusted', 'shadow', 'suppress', 'claim', 'deny', 'group', 'display'] as const;
export type Use = typeof USES[number];

export interface Design {
  readonly pool: PoolDesign;
  readonly clients: readonly ClientDesign[];
  readonly providers: readonly ProviderDesign[];
  readonly rules: readonly AdminRuleDesign[];
  readonly facts?: FactsDesign;
  readonly probe: Probe;
  readonly use: Use;
}

/**
 * The finding about a design: an error about who controls a value, the warning about unseen writers, neither of them, or an error about
 * declared facts that contradict the app.
 */
export type Verdict = 'ERROR' | 'UNSEEN' | 'SILENT' | 'CONTRADICTION';
