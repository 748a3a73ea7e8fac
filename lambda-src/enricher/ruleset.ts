import { build } from './build';
import { OPTIONAL } from './optional';
import type { LoadedPlan } from './plan';
import { DOCUMENT_VERSION, type Rule, type RulesetDocument, type SetGroupsRule, type Source } from '../../src/core/document/document';
import type { Evaluate } from '../../src/core/operators/operator';
import type { TypeName } from '../../src/core/operators/result';

/** One of several values of a rule, and the type that it takes there. */
export interface Member {
  /** `groups`, `iamRoles` or `preferredRole`. */
  readonly name: string;
  readonly value: Evaluate;
  readonly type: TypeName;
}

/** A rule, ready to be evaluated. All have all members, which rules of a document do not, so that V8 knows them as one kind. */
export interface LoadedRule<R extends Rule = Rule> {
  readonly rule: R;
  /** It is counted, and does nothing else. */
  readonly watches: boolean;
  readonly when: Evaluate | undefined;
  /** If its condition is true there is no token. */
  readonly denies: boolean;
  /** Without a value it does nothing. */
  readonly gives: boolean;
  /** Of a rule with one value. */
  readonly value: Evaluate | undefined;
  /** The type that the value has to have; claims take any. */
  readonly type: TypeName | undefined;
  /** Of a rule with several values. */
  readonly members: readonly Member[] | undefined;
}

export interface LoadedSource {
  readonly name: string;
  readonly source: Source;
  readonly table: Evaluate;
  /** The attributes of the key. */
  readonly attributes: readonly string[];
  /** Their values, and after them those of the condition on the sort key of a query. */
  readonly parts: readonly Evaluate[];
}

export interface Ruleset {
  readonly document: RulesetDocument;
  readonly rules: readonly LoadedRule[];
  readonly sources: ReadonlyMap<string, LoadedSource>;
  /** By the names of their kinds, once there was a request. */
  readonly plans: Map<string, LoadedPlan>;
}

/** Builds closures out of a document, once per environment. Throws for a document that this code cannot read. */
export function loadRuleset(document: RulesetDocument): Ruleset {
  if (document.version !== DOCUMENT_VERSION) {
    throw new Error(`the document has version ${String(document.version)}, and this code reads ${DOCUMENT_VERSION}`);
  }
  return {
    document,
    rules: document.rules.map(loadRule),
    sources: Object.keys(document.sources).length > 0 ? OPTIONAL.loadSources(document.sources) : new Map(),
    plans: new Map(),
  };
}

function loadRule(rule: Rule): LoadedRule {
  // never evaluated: what it needs is not even in the asset
  const isEvaluated = rule.mode !== 'DISABLED';
  return {
    rule,
    watches: rule.mode === 'SHADOW',
    denies: rule.kind === 'deny',
    when: isEvaluated && rule.when ? build(rule.when) : undefined,
    gives: rule.kind === 'setClaim' || rule.kind === 'addScope',
    value: isEvaluated && 'value' in rule ? build(rule.value) : undefined,
    type: rule.kind === 'keepScopes' ? 'list' : rule.kind !== 'addScope' ? undefined : rule.list ? 'list' : 'text',
    members: isEvaluated && rule.kind === 'setGroups' ? membersOf(rule) : undefined,
  };
}

function membersOf(rule: SetGroupsRule): readonly Member[] {
  return (['groups', 'iamRoles', 'preferredRole'] as const).flatMap((name): readonly Member[] =>
    rule[name] ? [{ name, value: build(rule[name]), type: name === 'preferredRole' ? 'text' : 'list' }] : []);
}
