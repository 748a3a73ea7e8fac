import type { IConstruct } from 'constructs';
import { compileTrusted } from './arguments';
import { compileBudget } from './budget';
import type { Clients } from './clients';
import { CompileContext } from './context';
import { compileRule, suppressedTokens } from './rules';
import type { Slots } from './slots';
import { compileSource, type CompiledSource } from './sources';
import { accessDecisionsOf } from '../analysis/access-decisions';
import { usedSources, type UsedSource } from '../analysis/item-uses';
import { contributionsTo, contributionsToSource, lowest } from '../analysis/provenance';
import { lowestVersion, versionNeeds } from '../analysis/version';
import { hash } from '../cdk/stacks';
import { DOCUMENT_VERSION, type Provenance, type Rule, type RulesetDocument, type Source as SourceDocument, type TriggerVersionName } from '../core/document/document';
import { clientsIn, evaluatedExpressions, expressionsOf, slotsIn, sourcesReachedBy, type WithoutProvenance } from '../core/document/expressions';
import { stableStringify } from '../core/document/json';
import { LIMITS } from '../core/document/limits';
import { show, type Problem, type Warning } from '../problems/problems';
import { ruleOf, type AuthorRule, type RuleFamily } from '../rules/rule-options';
import { isSource, type Source } from '../sources/source';
import type { TokenBudget } from '../token-size/token-budget';

/** The rules and options that the author wrote. */
export interface AuthoredRules {
  readonly deny: readonly unknown[];
  readonly claims: readonly unknown[];
  readonly scopes: readonly unknown[];
  readonly groups: readonly unknown[];
  readonly sources: readonly unknown[];
  readonly trustedAttributes: { readonly [name: string]: string };
  readonly triggerVersion?: TriggerVersionName;
  readonly tokenBudget?: TokenBudget;
  readonly comparesWithPrevious?: boolean;
}

export interface Compilation {
  readonly document: RulesetDocument;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
  readonly slots: Slots;
  readonly clients: Clients;
  /** The author object of each source of the document, by name. */
  readonly sources: ReadonlyMap<string, Source>;
  /** The path of the first use of each source, by name. */
  readonly sourcePaths: ReadonlyMap<string, string>;
  /** The trigger event version that the author chose; undefined if it follows from the rules. */
  readonly pinnedVersion: TriggerVersionName | undefined;
}

const FAMILIES: readonly RuleFamily[] = ['deny', 'claims', 'scopes', 'groups'];

/** Compiles rules to the document, and reports rules that cannot be compiled. `compileAndCheck` also runs the checks on the compiled document. */
export function compile(authored: AuthoredRules, scope: IConstruct): Compilation {
  const context = new CompileContext(scope);
  const trustedAttributes = compileTrusted(authored.trustedAttributes, context);
  const authorRules = collectRules(authored, context);
  collectSources(authored, authorRules, context);
  const compiled = suppressedTokens(
    [...authorRules].flatMap(([path, rule]) => compileRule(rule, path, authored.triggerVersion, context)),
    authorRules,
    authored.triggerVersion,
  );
  const compiledSources = compileSources(context);
  const sources = finishSources(compiledSources, compiled, trustedAttributes);
  const evaluated = evaluatedExpressions(compiled, compiledSources);
  context.slots.keep(slotsIn(evaluated));
  context.clients.keep(clientsIn(evaluated));
  const provenanceOf = (rule: typeof compiled[number]): Provenance =>
    lowest(expressionsOf(rule).flatMap(([, each]) => contributionsTo(each, { sources, trustedAttributes, subjects: rule.subjects })));
  const sourcePaths = new Map(context.sources.names.map(name => [name, context.sources.named(name)[0].path]));
  const undigested = {
    version: DOCUMENT_VERSION,
    triggerVersion: authored.triggerVersion ?? lowestVersion(versionNeeds({ rules: compiled, sources }, sourcePaths)),
    rules: compiled.map(rule => ({ ...rule, provenance: provenanceOf(rule) })) as Rule[],
    sources,
    slots: Object.fromEntries([...context.slots.filled].map(([name, { slot }]) => [name, slot])),
    clients: Object.fromEntries([...context.clients.named].map(([key, { description }]) => [key, description])),
    trustedAttributes,
    ...(authored.tokenBudget && { budget: compileBudget(authored.tokenBudget, compiled, context) }),
    ...(authored.comparesWithPrevious && { comparesWithPrevious: true as const }),
  } as const;
  const document: RulesetDocument = { ...undigested, digest: hash(stableStringify(undigested), 32) };
  return {
    document,
    problems: context.problems,
    warnings: context.warnings,
    slots: context.slots,
    clients: context.clients,
    sources: new Map(context.sources.names.map(name => [name, context.sources.named(name)[0].source])),
    sourcePaths,
    pinnedVersion: authored.triggerVersion,
  };
}

function collectRules(authored: AuthoredRules, context: CompileContext): ReadonlyMap<string, AuthorRule> {
  const rules = new Map<string, AuthorRule>();
  let count = 0;
  for (const family of FAMILIES) {
    authored[family].forEach((object, index) => {
      const path = `${family}[${index}]`;
      const rule = ruleOf(object, family);
      if (rule) {
        count += rulesOf(rule);
        // more rules are reported below, and not compiled
        if (count <= LIMITS.rules) {
          rules.set(path, rule);
        }
      } else {
        const factory = { deny: 'DenyRule', claims: 'ClaimRule', scopes: 'ScopeRule', groups: 'GroupRule' }[family];
        context.problem({
          check: 'Rule',
          path,
          given: show(object),
          allowed: `a ${factory}`,
          fix: `create it with a method of ${factory}, or move it to the list for its kind of rule`,
        });
      }
    });
  }
  if (count > LIMITS.rules) {
    context.problem({
      check: 'Limit',
      path: 'claims',
      given: `${count} rules`,
      allowed: `at most ${LIMITS.rules} rules; each copied attribute counts as one`,
      fix: 'keep values that differ for each user in a table, and read them with one rule',
    });
  }
  return rules;
}

/** The number of rules in the document that a rule of the props becomes. None if it has too many names, which is reported elsewhere. */
function rulesOf({ kind, constants: { names } }: AuthorRule): number {
  return kind !== 'copyAttributes' || !Array.isArray(names) ? 1 : names.length > LIMITS.members ? 0 : names.length;
}

function collectSources(authored: AuthoredRules, rules: ReadonlyMap<string, AuthorRule>, context: CompileContext): void {
  authored.sources.forEach((source, index) => {
    if (isSource(source)) {
      context.sources.add(source, `sources[${index}]`);
    } else {
      context.problem({ check: 'Source', path: `sources[${index}]`, given: show(source), allowed: 'a TableSource or a FunctionSource', fix: 'create it with a method of TableSource, such as TableSource.item, or with FunctionSource.of' });
    }
  });
  for (const [path, { when, values }] of rules) {
    if (when) {
      context.sources.collect(when, `${path}.when`);
    }
    Object.entries(values).forEach(([name, node]) => context.sources.collect(node, `${path}.${name}`));
  }
}

/** Two objects may define the same source. Two different sources may not have the same name. */
function compileSources(context: CompileContext): Record<string, CompiledSource> {
  return Object.fromEntries(context.sources.names.map(name => {
    const definitions = context.sources.named(name).map(registered => ({ path: registered.path, compiled: compileSource(registered, context) }));
    const [first, ...others] = definitions;
    const text = stableStringify(first.compiled);
    const other = others.find(({ compiled }) => stableStringify(compiled) !== text);
    if (other) {
      context.problem({
        check: 'DuplicateSource',
        path: other.path,
        given: `another source named '${name}', first used at ${first.path}`,
        allowed: 'a different name for each source',
        fix: 'rename one of the two sources',
      });
    }
    return [name, first.compiled];
  }));
}

/**
 * Completes sources with the members that depend on their use: the attributes, the `select` of a query, `decides` if access depends on the
 * source, and the provenance of the key.
 */
function finishSources(
  sources: Readonly<Record<string, CompiledSource>>,
  rules: readonly WithoutProvenance<Rule>[],
  trustedAttributes: { readonly [name: string]: string },
): Record<string, SourceDocument> {
  const context = { sources, trustedAttributes };
  const used = usedSources(rules, sources);
  const decisive = decisiveSources(rules as Rule[], sources);
  return Object.fromEntries(Object.entries(sources).map(([name, source]): [string, SourceDocument] => {
    const finished = {
      attributes: [...used.get(name)?.attributes ?? []].sort(),
      provenance: lowest(contributionsToSource(name, context)),
      ...decisive.has(name) && { decides: true as const },
    };
    if (source.kind === 'item' || source.kind === 'function') {
      return [name, { ...source, ...finished }];
    }
    const onLimit = source.onLimit ?? (decisive.has(name) ? 'FAIL' : 'CUT');
    return [name, source.kind === 'query' ? { ...source, ...finished, onLimit, select: selectOf(used.get(name)) } : { ...source, ...finished, onLimit }];
  }));
}

function selectOf(use: UsedSource | undefined): 'ITEMS' | 'COUNT' | 'EXISTENCE' {
  return !use || use.items ? 'ITEMS' : use.count ? 'COUNT' : 'EXISTENCE';
}

/** The sources that access decisions read, directly or through keys of other sources. */
function decisiveSources(rules: readonly Rule[], sources: Readonly<Record<string, CompiledSource>>): ReadonlySet<string> {
  return sourcesReachedBy(accessDecisionsOf({ rules }).map(({ expression }) => expression), sources);
}
