import { isAttributeClaim, isClaimName, mayBeComplex, treatmentOf } from '../cognito/claims';
import { carriesScopes, carriesToken } from '../cognito/trigger';
import type { Outcome } from '../document/decision';
import type { Expression, Rule, RulesetDocument, Source, SubjectName, TokenName } from '../document/document';
import { clientsIn, evaluatedExpressions, expressionsOf, keyExpressions, sourcesIn, sourcesReadBy, walk } from '../document/expressions';
import { stableStringify, type Json } from '../document/json';

/** The behavior of a rule if its condition is unknown or its value has failed. */
export type Direction = 'GRANTS' | 'RESTRICTS' | 'DENIES';

/** The values that a claim can have in a token, and whether the event supports them. */
export interface ClaimFit {
  readonly mayBeSet: boolean;
  /** The claim is `aud` of the access token, which can only be set to the client ID. */
  readonly isAudience: boolean;
  readonly mayBeComplex: boolean;
  readonly isCarried: boolean;
}

export interface RulePlan {
  readonly direction: Direction;
  /** The outcome of a rule that can have no effect. Such a rule is not evaluated, and its sources are not read for it. */
  readonly idle?: Outcome;
  /** Only for rules that add scopes: the trigger sources that the condition names. */
  readonly triggerSources?: readonly string[];
  /** The suppressed claims, if they do not depend on the user. */
  readonly suppresses?: readonly string[];
  /** Only for shadow rules that set a claim. */
  readonly fits?: { readonly [token in TokenName]: ClaimFit };
}

/** A claim of a token, with the indexes of the rules that set it. */
export interface Setters {
  readonly claim: string;
  readonly isAttribute: boolean;
  /** An enforced rule has `usedForAuthorization: true` for this claim. */
  readonly authorizes: boolean;
  readonly fit: ClaimFit;
  readonly rules: readonly number[];
}

/** The sources that the rules of one mode read. */
export interface Readers {
  /** Sources of rules without a condition, which are always read. */
  readonly always: readonly string[];
  /** Rules with a condition that read other sources. */
  readonly conditional: ReadonlyArray<{ readonly rule: number; readonly sources: readonly string[] }>;
}

export interface SourcePlan {
  /** Equal for sources with the same reads, apart from the values of the key. */
  readonly identity: string;
  /** Sources that the key reads. */
  readonly dependsOn: readonly string[];
}

/** The precomputed decisions for all requests of one subject and event version. Rules are identified by their index in the document. */
export interface Plan {
  readonly rules: readonly RulePlan[];
  /** True if at least one shadow rule is not idle. */
  readonly hasShadowRules: boolean;
  readonly setters: { readonly [token in TokenName]: readonly Setters[] };
  /** Enforced rules by kind. `denying` excludes idle rules. */
  readonly places: {
    readonly suppressing: readonly number[];
    readonly scopes: readonly number[];
    readonly groups: readonly number[];
    readonly denying: readonly number[];
  };
  /** The reads of rules that are not idle, by mode. */
  readonly readers: { readonly ENFORCE: Readers; readonly SHADOW: Readers };
  /** The keys of the app clients that these rules use, directly or in keys of their sources. */
  readonly clients: { readonly ENFORCE: readonly string[]; readonly SHADOW: readonly string[] };
  /** The sources that these rules can read, directly or through the keys of other sources. */
  readonly sources: { readonly [name: string]: SourcePlan };
}

/** Computes the plan for all requests of one subject and event version. */
export function planOf(document: RulesetDocument, subject: SubjectName, eventVersion: number): Plan {
  const authorizing = authorizingClaims(document.rules);
  const rules = document.rules.map(rule => rulePlan(rule, authorizing, subject, eventVersion));
  const active = document.rules.map((rule, place) => ({ rule, place })).filter(({ place }) => rules[place].idle === undefined);
  const modes = (['ENFORCE', 'SHADOW'] as const).map(mode => active.filter(({ rule }) => rule.mode === mode));
  const [enforced, shadow] = modes;
  const [readers, shadowReaders] = modes.map(readersOf);
  const enforcing = { document, rules, authorizing, eventVersion };
  const rulesOf = (those: typeof active): readonly Rule[] => those.map(({ rule }) => rule);
  const clientsOf = (those: typeof active): readonly string[] => [...clientsIn(evaluatedExpressions(rulesOf(those), document.sources))];
  const sources = [...sourcesReadBy(rulesOf(active), document.sources)];
  const placesOf = (...kinds: ReadonlyArray<Rule['kind']>): readonly number[] =>
    document.rules.flatMap(({ mode, kind }, place) => mode === 'ENFORCE' && kinds.includes(kind) ? [place] : []);
  return {
    rules,
    hasShadowRules: shadow.length > 0,
    setters: { ID: settersOf('ID', enforcing), ACCESS: settersOf('ACCESS', enforcing) },
    places: {
      suppressing: placesOf('suppressClaim', 'keepClaims'),
      scopes: placesOf('addScope', 'suppressScope', 'keepScopes'),
      groups: placesOf('setGroups'),
      denying: placesOf('deny').filter(place => rules[place].idle === undefined),
    },
    readers: { ENFORCE: readers, SHADOW: shadowReaders },
    clients: { ENFORCE: clientsOf(enforced), SHADOW: clientsOf(shadow) },
    sources: Object.fromEntries(sources.map(name => [name, sourcePlan(document.sources[name])])),
  };
}

interface Enforcing {
  readonly document: RulesetDocument;
  readonly rules: readonly RulePlan[];
  readonly authorizing: ReadonlySet<string>;
  readonly eventVersion: number;
}

function settersOf(token: TokenName, { document, rules, authorizing, eventVersion }: Enforcing): readonly Setters[] {
  const byClaim = new Map<string, number[]>();
  document.rules.forEach((rule, place) => {
    if (rule.kind === 'setClaim' && rule.mode === 'ENFORCE' && rules[place].idle !== 'OTHER_SUBJECT' && rule.tokens.includes(token)) {
      byClaim.set(rule.claim, [...byClaim.get(rule.claim) ?? [], place]);
    }
  });
  return [...byClaim].map(([claim, places]) => ({
    claim, isAttribute: isAttributeClaim(claim), authorizes: authorizing.has(claim), fit: fitOf(claim, token, eventVersion), rules: places,
  }));
}

function rulePlan(rule: Rule, authorizing: ReadonlySet<string>, subject: SubjectName, eventVersion: number): RulePlan {
  const direction = directionOf(rule, authorizing);
  const idle = idleOutcome(rule, direction, subject, eventVersion);
  return {
    direction,
    ...idle && { idle },
    ...rule.kind === 'addScope' && { triggerSources: triggerSourcesIn(rule.when) },
    ...rule.kind === 'suppressClaim' && { suppresses: treatmentOf(rule.claim).suppress ? [rule.claim] : [] },
    ...rule.kind === 'setClaim' && rule.mode === 'SHADOW' && {
      fits: { ID: fitOf(rule.claim, 'ID', eventVersion), ACCESS: fitOf(rule.claim, 'ACCESS', eventVersion) },
    },
  };
}

/** The constants that a condition compares with the trigger source. */
function triggerSourcesIn(condition: Expression | undefined): readonly string[] {
  const names: string[] = [];
  if (condition) {
    walk(condition, ({ of }) => of?.some(({ op, of: inner }) => op === 'triggerSource' || inner?.some(each => each.op === 'triggerSource'))
      && of.forEach(({ op, args }) => op === 'literal' && typeof args![0] === 'string' && names.push(args![0])));
  }
  return names;
}

function readersOf(rules: ReadonlyArray<{ readonly rule: Rule; readonly place: number }>): Readers {
  const reading = rules.map(({ rule, place }) => ({ rule: place, when: rule.when, sources: sourcesIn(rootsOf(rule)) }));
  const always = [...new Set(reading.flatMap(({ when, sources }) => when ? [] : sources))];
  const conditional = reading.filter(({ when, sources }) => when && sources.some(source => !always.includes(source)));
  return { always, conditional: conditional.map(({ rule, sources }) => ({ rule, sources })) };
}

function rootsOf(rule: Rule): readonly Expression[] {
  return expressionsOf(rule).map(([, expression]) => expression);
}

function sourcePlan(source: Source): SourcePlan {
  return { identity: identityOf(source), dependsOn: sourcesIn(keyExpressions(source)) };
}

/** Uses the table as written in the document: two expressions for one table have separate permissions. */
function identityOf(source: Source): string {
  if (source.kind === 'function') {
    return stableStringify(['function', source.function, Object.keys(source.key)] as Json);
  }
  const { table, key, consistentRead } = source;
  const query = source.kind === 'query' && [
    source.index ?? null, source.sort ? [source.sort.attribute, source.sort.comparison] : null, source.ascending, source.limit, source.select,
  ];
  // the read for one element is the read of an item
  return stableStringify([source.kind === 'query' ? 'query' : 'item', table, Object.keys(key), consistentRead, query] as Json);
}

function fitOf(claim: string, token: TokenName, eventVersion: number): ClaimFit {
  return {
    mayBeSet: treatmentOf(claim).set && isClaimName(claim),
    isAudience: claim === 'aud' && token === 'ACCESS',
    mayBeComplex: mayBeComplex(claim, token),
    isCarried: carriesToken(eventVersion, token),
  };
}

/** The claims for which an enforced rule has `usedForAuthorization: true`. */
export function authorizingClaims(rules: readonly Rule[]): ReadonlySet<string> {
  return new Set(rules.flatMap(rule => rule.kind === 'setClaim' && rule.mode === 'ENFORCE' && rule.usedForAuthorization === true ? [rule.claim] : []));
}

/** The direction of each kind of rule. If in doubt, granting rules do nothing, restricting rules apply, and denying rules deny the token. */
export function directionOf(rule: Rule, authorizing: ReadonlySet<string>): Direction {
  switch (rule.kind) {
    case 'setClaim':
      return rule.ifAbsent === 'DENY' || authorizing.has(rule.claim) ? 'DENIES' : 'GRANTS';
    case 'suppressClaim':
      return authorizing.has(rule.claim) ? 'DENIES' : 'RESTRICTS';
    case 'addScope':
      return 'GRANTS';
    case 'keepClaims':
    case 'suppressScope':
    case 'keepScopes':
      return 'RESTRICTS';
    case 'setGroups':
    case 'deny':
      return 'DENIES';
  }
}

function idleOutcome(rule: Rule, direction: Direction, subject: SubjectName, eventVersion: number): Outcome | undefined {
  if (rule.mode === 'DISABLED') {
    return 'DISABLED';
  }
  if (!rule.subjects.includes(subject) || (subject === 'MACHINE' && isForUsers(rule))) {
    return 'OTHER_SUBJECT';
  }
  return direction === 'GRANTS' && !isCarried(rule, eventVersion) ? 'NOT_CARRIED' : undefined;
}

/** True for rules about things that machines do not have: an ID token, attributes or groups. */
function isForUsers(rule: Rule): boolean {
  return rule.kind === 'setGroups' || rule.kind === 'keepClaims'
    || ((rule.kind === 'setClaim' || rule.kind === 'suppressClaim') && !rule.tokens.includes('ACCESS'));
}

function isCarried(rule: Rule, eventVersion: number): boolean {
  return rule.kind === 'addScope' ? carriesScopes(eventVersion) : rule.kind !== 'setClaim' || rule.tokens.some(token => carriesToken(eventVersion, token));
}
