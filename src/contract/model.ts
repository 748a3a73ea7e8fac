import type { Level, SubjectName, TokenName, TriggerVersionName } from '../core/document/document';
import type { Json } from '../core/document/json';
import type { TypeName } from '../core/operators/result';

/** A change that an older reader of contracts would misread increments it. */
export const CONTRACT_VERSION = 1;

/** The metadata of an enricher with its contract, in the manifest of the assembly. The command reads it. */
export const CONTRACT_METADATA = 'token-enricher:contract';

/** The claims, scopes and groups that the rules of an enricher can put into tokens, as plain, deterministic JSON. */
export interface Contract {
  readonly version: typeof CONTRACT_VERSION;
  /** The construct path of the enricher. */
  readonly enricher: string;
  readonly triggerVersion: TriggerVersionName;
  /** One for each kind of token that the rules can change. */
  readonly tokens: readonly TokenShape[];
  readonly scopes: Scopes;
  /** Denials by rules, with the message that users see. */
  readonly denials: readonly Denial[];
  readonly sources: readonly SourceUse[];
  /** The statements of all policies of the role of the function that the app shows. */
  readonly permissions: readonly Permission[];
  /** ARNs of the managed policies of the role that the app does not create. */
  readonly managedPolicies?: readonly string[];
  /** Values that the author declared trusted. */
  readonly trusted: readonly Trust[];
  /** The maximum sizes of tokens. */
  readonly sizes: readonly TokenSize[];
}

/** The maximum size of a token, in characters of a compact JWT. */
export interface TokenSize {
  readonly token: TokenName;
  /** Without rules, for a user with only a `sub`. */
  readonly withoutRules: number;
  /** With the rules, without claims of unknown length. */
  readonly longest: number;
  /** The claims of unknown length. */
  readonly unlimited: readonly string[];
}

/** The claims in one kind of token. Other claims can be in it too. */
export interface TokenShape {
  readonly token: TokenName;
  readonly subject: SubjectName;
  readonly claims: readonly Claim[];
  /** The user attributes that an unconditional rule keeps. Others are not in the token. */
  readonly keptAttributes?: readonly string[];
  /** The rules with a condition that keep some of the user attributes. */
  readonly keeping?: readonly Cause[];
}

/** - ALWAYS: each token contains the claim. - OPTIONAL: a token can contain it. - NEVER: a rule suppresses it. */
export type Presence = 'ALWAYS' | 'OPTIONAL' | 'NEVER';

interface Ruled {
  /** The rules, by their paths in the props. */
  readonly rules: readonly string[];
  /** The rules in words. */
  readonly causes: readonly Cause[];
  readonly descriptions?: readonly string[];
  readonly control: ValueControl;
}

/** A rule in words. */
export interface Cause {
  /** For example `set plan = profile.plan`. */
  readonly effect: string;
  /** The condition; always if undefined. */
  readonly when?: string;
  /** The rule takes something away. */
  readonly restricts?: true;
}

export interface Claim extends Ruled {
  readonly claim: string;
  readonly presence: Presence;
  /** Left out for a claim that is never there. */
  readonly type?: ValueType;
  readonly usedForAuthorization?: true;
}

/** The possible values of a claim, of an element of a list, or of a property of a map. */
export interface ValueType {
  readonly types: readonly TypeName[];
  /** All possible strings, numbers and booleans, if they are known. */
  readonly values?: ReadonlyArray<string | number | boolean>;
  /** Maximum number of characters of a string. */
  readonly maxLength?: number;
  /** Maximum number of elements of a list. */
  readonly maxItems?: number;
  /** The elements of a list; anything if undefined. */
  readonly elements?: ValueType;
  /** The properties of a map; anything if undefined. */
  readonly properties?: { readonly [name: string]: PropertyType };
}

export interface PropertyType extends ValueType {
  readonly always: boolean;
}

/** Those who control a value and whether it is there. */
export interface ValueControl {
  /** The least trusted party. */
  readonly level: Level;
  /** User attributes that it depends on. */
  readonly attributes?: readonly string[];
  /** True if the app does not show everyone who can write these attributes. */
  readonly isUncertain?: true;
}

export interface Scopes {
  /** Scopes that rules can add: whole, or the start of scopes that are computed. */
  readonly added: readonly Scope[];
  readonly suppressed: readonly Scope[];
  /** Rules that remove all scopes but these. */
  readonly keptOnly: readonly Scope[];
}

export interface Scope extends Ruled {
  /** Empty and whole for a rule that keeps none. */
  readonly scope: string;
  /** False if `scope` is only the start of the scopes. */
  readonly isWhole: boolean;
  readonly subjects: readonly SubjectName[];
}

export interface Denial extends Ruled {
  readonly message: string;
  readonly subjects: readonly SubjectName[];
}

export interface SourceUse {
  readonly name: string;
  readonly kind: 'item' | 'itemForEach' | 'query' | 'function';
  /** The table or function. */
  readonly target: string;
  readonly index?: string;
  readonly key: { readonly [attribute: string]: string };
  readonly sortCondition?: string;
  readonly attributes: readonly string[];
  readonly onError: string;
  readonly control: ValueControl;
}

export interface Permission {
  /** Left out for a statement that allows. */
  readonly effect?: 'Deny';
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly conditions?: Json;
}

export interface Trust {
  /** A user attribute, or the value as text. */
  readonly value: string;
  readonly reason: string;
}
