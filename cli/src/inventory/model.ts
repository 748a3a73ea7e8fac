import type { ModeName, SubjectName, TokenName, TriggerVersionName } from '../../../src/core/document/document';
import type { Attached } from '../app/pools';

/**
 * The output of `list --json`. Its version increases when a property is removed or changes its meaning; new properties can be added at any time.
 * It has no data of users and no values of a deployment: names that only a deployment knows are written as in `Fn::Sub`.
 */
export interface Inventory {
  readonly version: 1;
  /** In the order of the stacks. */
  readonly enrichers: readonly ListedEnricher[];
}

export interface ListedEnricher {
  /** Construct path. */
  readonly path: string;
  /** Construct path of the stack or nested stack that has the function. */
  readonly stack: string;
  /** Digest of the rules, as in `TE_RULES` of the function. */
  readonly digest: string;
  /** The version of the event for which the rules are made. */
  readonly triggerVersion: TriggerVersionName;
  /** Empty if no pool of the app calls the enricher. */
  readonly pools: readonly ListedPool[];
  /** The condition of the template under which there is the function. */
  readonly condition?: string;
  /** The previous function decides about tokens, and the rules are compared with it. */
  readonly comparesWithPrevious?: true;
  readonly function: {
    readonly runtime: string;
    readonly architecture: string;
    /** MB. */
    readonly memorySize: number;
    /** Seconds. */
    readonly timeout: number;
  };
  readonly rules: readonly ListedRule[];
  readonly sources: readonly ListedSource[];
  readonly role: Reference;
  /** The permissions of the role in the templates. Empty for a role of another app, except for policies that this app attaches to it. */
  readonly permissions: readonly Permission[];
  /** ARNs of the managed policies of the role that the app does not create. */
  readonly managedPolicies: readonly string[];
  readonly warnings: readonly Warning[];
  readonly trusted: readonly TrustedValue[];
}

/** A resource of the app by its construct path, or one outside of it by its name, id or ARN. */
export interface Reference {
  readonly path?: string;
  readonly name?: string;
}

export interface ListedPool extends Reference {
  readonly attachment: Attached['kind'];
  /** The version of the event that the pool sends. */
  readonly triggerVersion: TriggerVersionName;
}

export interface ListedRule {
  /** Its place in the props: `claims[2]`. */
  readonly id: string;
  readonly kind: string;
  readonly summary: string;
  /** Without a value of the rule, the ID token does not have the original claim of that name either. */
  readonly hidesOriginal?: true;
  readonly description?: string;
  readonly condition?: string;
  readonly subjects: readonly SubjectName[];
  /** Undefined for rules on something else than claims. */
  readonly tokens?: readonly TokenName[];
  readonly mode: ModeName;
}

export interface ListedSource {
  readonly name: string;
  readonly kind: string;
  /** For a source of a table. */
  readonly table?: Reference;
  /** For a source of a function. */
  readonly function?: Reference;
  readonly index?: string;
  /** The key attributes or, for a function, the properties of its input, with the values in words. */
  readonly key: Readonly<Record<string, string>>;
  readonly sortCondition?: string;
  readonly attributes: readonly string[];
  readonly onError: string;
}

export interface Permission {
  readonly effect: string;
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  /** Values by operator and condition key. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface Warning {
  /** Such as `UserControlledClaim`: the id to acknowledge, without the name of the package. */
  readonly id: string;
  /** Construct path of the construct with the warning. */
  readonly path: string;
  readonly message: string;
}

/** A value that the author declares as trusted. */
export interface TrustedValue {
  /** The value in words, or the name of the attribute. */
  readonly value: string;
  readonly reason: string;
  /** Places of the rules and sources that use it; empty for `trustedAttributes`, which apply to all rules. */
  readonly usedBy: readonly string[];
}
