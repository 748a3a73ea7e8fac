/**
 * The document: the only contract between synthesis, which writes it, and run time, which reads it.
 *
 * It is plain, deterministic JSON, independent of the CDK and AWS. A change that an older handler would misread increments
 * DOCUMENT_VERSION. Handler and document are in one asset, so the version only guards against assets that were combined by hand.
 */
import type { Json } from './json';
import type { OperatorName } from '../operators';

export const DOCUMENT_VERSION = 1;

/** File name of the document in the asset. */
export const DOCUMENT_FILE = 'ruleset.json';

/** Environment variable with the digest of the document to which the other variables belong. */
export const DIGEST_VARIABLE = 'TE_RULES';

/** Environment variable with the path of the SSM parameters that contain the IDs of app clients. */
export const CLIENTS_VARIABLE = 'TE_CLIENTS';

/** Environment variable with the ARN of the previous function, which answers while the rules are compared with it. */
export const PREVIOUS_VARIABLE = 'TE_PREVIOUS';

/**
 * Environment variable with the names of disabled sources, separated by commas. They are not read, and their values have failed as with
 * `onError: OMIT`. Use it if a table is down. Sources that affect access cannot be disabled.
 */
export const DISABLED_SOURCES_VARIABLE = 'TE_DISABLED_SOURCES';

export type TriggerVersionName = 'V1_0' | 'V2_0' | 'V3_0';
export type SubjectName = 'USER' | 'MACHINE';
export type ModeName = 'ENFORCE' | 'SHADOW' | 'DISABLED';
export type TokenName = 'ID' | 'ACCESS';
export type IfAbsentName = 'OMIT' | 'KEEP_ORIGINAL' | 'DENY';
export type OnErrorName = 'DENY' | 'OMIT' | 'USE_STALE';

/** An operator of `operators/`, with its constants (`args`) and operands (`of`). */
export interface Expression {
  readonly op: OperatorName;
  readonly args?: readonly Json[];
  readonly of?: readonly Expression[];
}

/** Parties that can control a value, from the most to the least trusted. */
export const LEVELS = ['COGNITO', 'OPERATOR', 'PROVIDER', 'CALLER', 'USER'] as const;
export type Level = typeof LEVELS[number];

/**
 * The parties that control a value. `level` is the least trusted party that the rules alone reveal. In addition, the value is controlled by
 * everyone who can write the `attributes`, and by everyone who can call as an app client (`client`). Only the complete app reveals these.
 */
export interface Provenance {
  readonly level: Level;
  readonly attributes?: readonly string[];
  readonly client?: true;
}

interface RuleBase {
  /** The path of the rule in the props, such as `claims[2]`. It identifies the rule in logs and traces. */
  readonly id: string;
  readonly subjects: readonly SubjectName[];
  readonly mode: ModeName;
  readonly when?: Expression;
  readonly description?: string;
  /** The parties that control the effect of the rule: its condition and its values together. */
  readonly provenance: Provenance;
}

export interface SetClaimRule extends RuleBase {
  readonly kind: 'setClaim';
  readonly claim: string;
  readonly tokens: readonly TokenName[];
  readonly value: Expression;
  readonly ifAbsent: IfAbsentName;
  readonly usedForAuthorization?: boolean;
  /** The rule sets `aud`, which no other rule can set. */
  readonly audience?: true;
  /** The claim can be dropped from a token that is too long. Claims with a lower `dropOrder` are dropped first. */
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

/** Adds one scope (a string) or, with `list`, each element of a list. With `template`, the author wrote the value as a template. */
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

/** True for a rule in `ENFORCE` mode. */
export function isEnforced({ mode }: Pick<Rule, 'mode'>): boolean {
  return mode === 'ENFORCE';
}

interface SourceBase {
  /** The values that determine the answer: the complete primary key, the partition key of a query, or the input of a function. */
  readonly key: { readonly [attribute: string]: Expression };
  /** Top-level attributes that the rules use, in addition to the key. */
  readonly attributes: readonly string[];
  /** Milliseconds for a read, including all attempts and pages. */
  readonly timeout: number;
  readonly maxAttempts: number;
  readonly onError: OnErrorName;
  /** Seconds. */
  readonly maxStale?: number;
  /** Seconds. */
  readonly cacheTtl?: number;
  /** Attributes that users can write through another application that writes the table. */
  readonly userWritable?: readonly string[];
  /** An enforced rule that makes an access decision depends on the source. */
  readonly decides?: true;
  /** The parties that control which item is read. */
  readonly provenance: Provenance;
}

interface TableSourceBase extends SourceBase {
  /** Name or ARN of the table, as a string. */
  readonly table: Expression;
  readonly consistentRead: boolean;
}

/** One item of a table, read by its primary key. */
export interface ItemSource extends TableSourceBase {
  readonly kind: 'item';
}

/** One item of a table for each element of a list in the key, in the order of the list. */
export interface ItemForEachSource extends TableSourceBase {
  readonly kind: 'itemForEach';
  /** The attribute of the key whose value is the list. */
  readonly listAttribute: string;
  /** Maximum number of different elements. */
  readonly limit: number;
  readonly onLimit: 'FAIL' | 'CUT';
}

export type SortComparison = 'EQUAL' | 'BEGINS_WITH' | 'BETWEEN' | 'LESS_THAN' | 'AT_MOST' | 'GREATER_THAN' | 'AT_LEAST';

export interface SortCondition {
  readonly attribute: string;
  readonly comparison: SortComparison;
  /** One value; two values for BETWEEN. */
  readonly values: readonly Expression[];
}

/** The items of a table or an index with one partition key. */
export interface QuerySource extends TableSourceBase {
  readonly kind: 'query';
  readonly index?: string;
  readonly sort?: SortCondition;
  readonly ascending: boolean;
  /** Maximum number of items. */
  readonly limit: number;
  readonly onLimit: 'FAIL' | 'CUT';
  /** The use of the query in rules: the items, their number, or only their existence. */
  readonly select: 'ITEMS' | 'COUNT' | 'EXISTENCE';
}

/** The answer of a Lambda function to its input. */
export interface FunctionSource extends SourceBase {
  readonly kind: 'function';
  /** ARN of the function, version or alias, as a string. */
  readonly function: Expression;
}

export type TableSource = ItemSource | ItemForEachSource | QuerySource;
export type Source = TableSource | FunctionSource;

export type SlotType = 'string' | 'number' | 'list';

/** A deploy-time value. It is in the environment variable with the name of the slot. */
export interface Slot {
  readonly type: SlotType;
  /** Description for people. */
  readonly description: string;
}

/** The maximum length of tokens. */
export interface Budget {
  /** Maximum characters of a compact JWT. */
  readonly length: number;
  readonly tokens: readonly TokenName[];
  readonly onExcess: 'DENY' | 'DROP';
  /** The claim that lists the dropped claims. */
  readonly marker: string;
}

export interface RulesetDocument {
  readonly version: typeof DOCUMENT_VERSION;
  /** Digest of everything else in the document; see `DIGEST_VARIABLE`. */
  readonly digest: string;
  readonly triggerVersion: TriggerVersionName;
  /** In the order of the props: deny, claims, scopes, groups. */
  readonly rules: readonly Rule[];
  readonly sources: { readonly [name: string]: Source };
  readonly slots: { readonly [name: string]: Slot };
  /** App clients in rules, by the last segment of their SSM parameter, with a description for people. */
  readonly clients: { readonly [key: string]: string };
  readonly budget?: Budget;
  /** The previous function answers, and the rules are only compared with it. See `PREVIOUS_VARIABLE`. */
  readonly comparesWithPrevious?: true;
  /** Attributes that are declared trusted, with the reason. */
  readonly trustedAttributes: { readonly [name: string]: string };
}
