import { isAttributeClaim, isClaimName, mayBeComplex, treatmentOf } from '../cognito/claims';
import { carriesScopes, carriesToken } from '../cognito/trigger-version';
import type { Outcome } from '../document/decision';
import type { Expression, Rule, RulesetDocument, Source, SubjectName, TokenName } from '../document/document';
import { clientsIn, evaluatedExpressions, expressionsOf, sourcesIn, sourcesReadBy } from '../document/expressions';
import { stableStringify, type Json } from '../document/json';
import { keyExpressions } from '../document/source-keys';

/** What a rule does under doubt: an unknown condition or a failed value. */
export type Direction = 'GRANTS' | 'RESTRICTS' | 'DENIES';

/** What a token can hold under the name of a claim, and an event can carry. */
export interface ClaimFit {
  readonly mayBeSet: boolean;
  /** It may be set to the id of the client. */
  readonly isAudience: boolean;
  readonly mayBeComplex: boolean;
  readonly isCarried: boolean;
}

export interface RulePlan {
  readonly direction: Direction;
  /** What becomes of it where it does not matter whatever it would give: it is neither evaluated nor read for. */
  readonly idle?: Outcome;
  /** The claims that it suppresses, where they do not depend on the user. */
  readonly suppresses?: readonly string[];
  /** Of a rule that sets a claim and only watches. */
  readonly fits?: { readonly [token in TokenName]: ClaimFit };
}

/** A claim of a token, with the places of the rules that set it. */
export interface Setters {
  readonly claim: string;
  readonly isAttribute: boolean;
  /** An enforced rule says so. */
  readonly authorizes: boolean;
  readonly fit: ClaimFit;
  readonly rules: readonly number[];
}

/** What rules of one mode read from tables. */
export interface Readers {
  /** Sources of rules without a condition. */
  readonly always: readonly string[];
  /** Rules with a condition that read others. */
  readonly conditional: ReadonlyArray<{ readonly rule: number; readonly sources: readonly string[] }>;
}

export interface SourcePlan {
  /** What of it decides whether two reads are the same, beside the values of the key. */
  readonly identity: string;
  /** Sources that its key reads. */
  readonly dependsOn: readonly string[];
}

/** Rules are named by their places. */
export interface Plan {
  readonly rules: readonly RulePlan[];
  /** A rule that is not idle only watches. */
  readonly hasShadowRules: boolean;
  readonly setters: { readonly [token in TokenName]: readonly Setters[] };
  /** Enforced rules by what they do. Those that deny are not idle. */
  readonly places: {
    readonly suppressing: readonly number[];
    readonly scopes: readonly number[];
    readonly groups: readonly number[];
    readonly denying: readonly number[];
  };
  /** Rules that are not idle, by their mode. */
  readonly readers: { readonly ENFORCE: Readers; readonly SHADOW: Readers };
  /** The keys of the app clients that these rules name, themselves or in keys of their sources. */
  readonly clients: { readonly ENFORCE: readonly string[]; readonly SHADOW: readonly string[] };
  /** Sources that they can need, with those that the keys of these need. */
  readonly sources: { readonly [name: string]: SourcePlan };
}

/** What the rules mean for all requests of a subject and a version of the event. */
export function planOf(document: RulesetDocument, subject: SubjectName, eventVersion: number): Plan {
  const authorizing = new Set(document.rules.flatMap(rule =>
    rule.kind === 'setClaim' && rule.mode === 'ENFORCE' && rule.usedForAuthorization === true ? [rule.claim] : []));
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
    ...rule.kind === 'suppressClaim' && { suppresses: treatmentOf(rule.claim).suppress ? [rule.claim] : [] },
    ...rule.kind === 'setClaim' && rule.mode === 'SHADOW' && {
      fits: { ID: fitOf(rule.claim, 'ID', eventVersion), ACCESS: fitOf(rule.claim, 'ACCESS', eventVersion) },
    },
  };
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

/** Tables as the document names them, each of which has permissions of its own. */
function identityOf(source: Source): string {
  const { table, key, consistentRead } = source;
  const query = source.kind === 'query' && [
    source.index ?? null, source.sort ? [source.sort.attribute, source.sort.comparison] : null, source.ascending, source.limit, source.select,
  ];
  return stableStringify([source.kind, table, Object.keys(key), consistentRead, query] as Json);
}

function fitOf(claim: string, token: TokenName, eventVersion: number): ClaimFit {
  return {
    mayBeSet: treatmentOf(claim).set && isClaimName(claim),
    isAudience: claim === 'aud' && token === 'ACCESS',
    mayBeComplex: mayBeComplex(claim, token),
    isCarried: carriesToken(eventVersion, token),
  };
}

/** The one table of directions: what gives does not fire, what takes away fires, and what decides about the token denies it. */
function directionOf(rule: Rule, authorizing: ReadonlySet<string>): Direction {
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

/** It works on what a machine does not have: an ID token, attributes, groups. */
function isForUsers(rule: Rule): boolean {
  return rule.kind === 'setGroups' || rule.kind === 'keepClaims'
    || ((rule.kind === 'setClaim' || rule.kind === 'suppressClaim') && !rule.tokens.includes('ACCESS'));
}

function isCarried(rule: Rule, eventVersion: number): boolean {
  return rule.kind === 'addScope' ? carriesScopes(eventVersion) : rule.kind !== 'setClaim' || rule.tokens.some(token => carriesToken(eventVersion, token));
}
