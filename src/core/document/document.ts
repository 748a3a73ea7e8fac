/**
 * The document: the only contract between synth time, which writes it, and run time, which reads it.
 *
 * Plain JSON, deterministic, without anything of CDK or AWS. A change that an older handler would misread raises
 * DOCUMENT_VERSION; handler and document travel in one asset, so the number guards against hand-made mixtures only.
 */
import type { Json } from './json';
import type { OperatorName } from '../operators';

export const DOCUMENT_VERSION = 1;

/** Name of the document's file in the asset. */
export const DOCUMENT_FILE = 'ruleset.json';

/** Environment variable that holds the digest of the document which the other variables were made for. */
export const DIGEST_VARIABLE = 'TE_RULES';

/** Environment variable that holds the path below which the SSM parameters with the ids of app clients are. */
export const CLIENTS_VARIABLE = 'TE_CLIENTS';

/** Variable with the ARN of the function that answers while the rules run beside it. */
export const PREVIOUS_VARIABLE = 'TE_PREVIOUS';

/**
 * Environment variable with names of sources, separated by commas, that are not read while it is set: as if they had failed under OMIT. For an
 * operator whose table is down. Sources on which access depends are read all the same.
 */
export const DISABLED_SOURCES_VARIABLE = 'TE_DISABLED_SOURCES';

export type TriggerVersionName = 'V1_0' | 'V2_0' | 'V3_0';
export type SubjectName = 'USER' | 'MACHINE';
export type ModeName = 'ENFORCE' | 'SHADOW' | 'DISABLED';
export type TokenName = 'ID' | 'ACCESS';
export type IfAbsentName = 'OMIT' | 'KEEP_ORIGINAL' | 'DENY';
export type OnErrorName = 'DENY' | 'OMIT' | 'USE_STALE';

/** An operator of the table in `operators/`, with its constants (`args`) and the expressions it works on (`of`). */
export interface Expression {
  readonly op: OperatorName;
  readonly args?: readonly Json[];
  readonly of?: readonly Expression[];
}

/** Who controls a value, from the most to the least trusted. */
export const LEVELS = ['COGNITO', 'OPERATOR', 'PROVIDER', 'CALLER', 'USER'] as const;
export type Level = typeof LEVELS[number];

/**
 * Who controls a value, as far as the rules alone tell: nobody above `level`, and whoever the pool lets write the
 * `attributes` and call as a client (`client`), which only the finished app shows.
 */
export interface Provenance {
  readonly level: Level;
  readonly attributes?: readonly string[];
  readonly client?: true;
}

interface RuleBase {
  /** The rule's place in the props, such as `claims[2]`; names the rule in logs and traces. */
  readonly id: string;
  readonly subjects: readonly SubjectName[];
  readonly mode: ModeName;
  readonly when?: Expression;
  readonly description?: string;
  /** Who controls what the rule does: its condition and its values together. */
  readonly provenance: Provenance;
}

export interface SetClaimRule extends RuleBase {
  readonly kind: 'setClaim';
  readonly claim: string;
  readonly tokens: readonly TokenName[];
  readonly value: Expression;
  readonly ifAbsent: IfAbsentName;
  readonly usedForAuthorization?: boolean;
  /** It is the one rule that may set `aud`. */
  readonly audience?: true;
  /** It may be dropped from a token that is too long, those of the lowest first. */
  readonly dropOrder?: number;
}

export interface SuppressClaimRule extends RuleBase {
  readonly kind: 'suppressClaim';
  readonly claim: string;
  readonly tokens: readonly TokenName[];
}

export interface KeepClaimsRule extends RuleBase {
  readonly kind: 'keepClaims';
  readonly claims: readonly string[];
}

/** Adds one scope (a string) or, with `list`, each member of a list. With `template`, the author wrote the value as a template. */
export interface AddScopeRule extends RuleBase {
  readonly kind: 'addScope';
  readonly value: Expression;
  readonly list?: true;
  readonly template?: true;
}

export interface SuppressScopeRule extends RuleBase {
  readonly kind: 'suppressScope';
  readonly scope: string;
}

export interface KeepScopesRule extends RuleBase {
  readonly kind: 'keepScopes';
  readonly value: Expression;
  readonly standardScopes: boolean;
}

export interface SetGroupsRule extends RuleBase {
  readonly kind: 'setGroups';
  readonly groups?: Expression;
  readonly iamRoles?: Expression;
  readonly preferredRole?: Expression;
}

export interface DenyRuleDocument extends RuleBase {
  readonly kind: 'deny';
  readonly when: Expression;
  readonly message: string;
}

export type Rule = SetClaimRule | SuppressClaimRule | KeepClaimsRule | AddScopeRule | SuppressScopeRule | KeepScopesRule
| SetGroupsRule | DenyRuleDocument;

/** A rule that is in force for somebody. */
export function isEnforced({ mode }: Pick<Rule, 'mode'>): boolean {
  return mode === 'ENFORCE';
}

interface SourceBase {
  /** Name or ARN of the table, as string. */
  readonly table: Expression;
  /** Of an item its whole primary key, of a query the partition key of table or index. */
  readonly key: { readonly [attribute: string]: Expression };
  /** Top-level attributes that the rules use, beside the key. */
  readonly attributes: readonly string[];
  readonly consistentRead: boolean;
  /** Milliseconds for a read with all its attempts and pages. */
  readonly timeout: number;
  readonly maxAttempts: number;
  readonly onError: OnErrorName;
  /** Seconds. */
  readonly maxStale?: number;
  /** Seconds. */
  readonly cacheTtl?: number;
  /** Attributes that users may write themselves, through whatever else writes the table. */
  readonly userWritable?: readonly string[];
  /** A rule in force that decides about access depends on it. */
  readonly decides?: true;
  /** Who controls which item is read. */
  readonly provenance: Provenance;
}

/** One item of a table, read by its whole key. */
export interface ItemSource extends SourceBase {
  readonly kind: 'item';
}

export type SortComparison = 'EQUAL' | 'BEGINS_WITH' | 'BETWEEN' | 'LESS_THAN' | 'AT_MOST' | 'GREATER_THAN' | 'AT_LEAST';

export interface SortCondition {
  readonly attribute: string;
  readonly comparison: SortComparison;
  /** One value, two for BETWEEN. */
  readonly values: readonly Expression[];
}

/** The items of a table or an index with one partition key. */
export interface QuerySource extends SourceBase {
  readonly kind: 'query';
  readonly index?: string;
  readonly sort?: SortCondition;
  readonly ascending: boolean;
  /** Items, at most. */
  readonly limit: number;
  readonly onLimit: 'FAIL' | 'CUT';
  /** What rules use: items, how many there are, or whether there is one. */
  readonly select: 'ITEMS' | 'COUNT' | 'EXISTENCE';
}

export type Source = ItemSource | QuerySource;

export type SlotType = 'string' | 'number' | 'list';

/** A value that is known when the stack is deployed; it is in the environment variable of the slot's name. */
export interface Slot {
  readonly type: SlotType;
  /** What it holds, for people. */
  readonly description: string;
}

/** How long tokens may be. */
export interface Budget {
  /** Characters of a compact token. */
  readonly length: number;
  readonly tokens: readonly TokenName[];
  readonly onExcess: 'DENY' | 'DROP';
  /** The claim that names those that were dropped. */
  readonly marker: string;
}

export interface RulesetDocument {
  readonly version: typeof DOCUMENT_VERSION;
  /** Of everything else in the document; see `DIGEST_VARIABLE`. */
  readonly digest: string;
  readonly triggerVersion: TriggerVersionName;
  /** In the order of the props: deny, claims, scopes, groups. */
  readonly rules: readonly Rule[];
  readonly sources: { readonly [name: string]: Source };
  readonly slots: { readonly [name: string]: Slot };
  /** App clients that rules name, by the last segment of their SSM parameter, with a string for people. */
  readonly clients: { readonly [key: string]: string };
  readonly budget?: Budget;
  /** Another function answers: the rules are held against it. See `PREVIOUS_VARIABLE`. */
  readonly comparesWithPrevious?: true;
  /** Attributes declared trusted, with the reason. */
  readonly trustedAttributes: { readonly [name: string]: string };
}
