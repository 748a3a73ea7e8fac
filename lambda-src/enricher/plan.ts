import { inactive, type Considered } from './consider';
import type { LoadedRule, Ruleset } from './ruleset';
import { isAttributeClaim, isClaimName, mayBeComplex, treatmentOf, type TokenName } from '../../src/cognito/claims';
import type { Subject, TokenRequest } from '../../src/cognito/token-request';
import { carriesScopes, carriesToken } from '../../src/cognito/trigger-version';
import type { Outcome } from '../../src/ruleset/decision';
import type { Rule } from '../../src/ruleset/document';
import type { Evaluate } from '../../src/ruleset/operators/operator';
import type { TypeName } from '../../src/ruleset/operators/result';

/** What a rule does under doubt: an unknown condition or a failed value. */
export type Direction = 'GIVES' | 'TAKES' | 'REFUSES';

/** A value of a rule, and the type that it takes there; claims take any. */
export interface Member {
  readonly name: string;
  readonly value: Evaluate;
  readonly type?: TypeName;
}

export interface PlannedRule extends LoadedRule {
  readonly direction: Direction;
  /** What it is to such a request where it does not matter whatever it would give: it is neither evaluated nor read for. */
  readonly idle?: Considered;
  /** What it is while its condition is false. */
  readonly whenFalse: Considered;
  readonly members: readonly Member[];
}

/** A claim of a token, with the places of the rules that set it. */
export interface Setters {
  readonly claim: string;
  readonly isAttribute: boolean;
  readonly fit: ClaimFit;
  readonly rules: readonly number[];
}

/** What a token can hold under the name of a claim, and an event can carry. */
export interface ClaimFit {
  readonly mayBeSet: boolean;
  /** It may be set to the id of the client. */
  readonly isAudience: boolean;
  readonly mayBeComplex: boolean;
  readonly isCarried: boolean;
}

/** What follows from the rules for all requests of a subject and a version, and so is found out once. */
export interface Plan {
  readonly rules: readonly PlannedRule[];
  /** Those that matter, by their mode. */
  readonly active: { readonly ENFORCE: readonly PlannedRule[]; readonly SHADOW: readonly PlannedRule[] };
  readonly setters: { readonly [token in TokenName]: readonly Setters[] };
  /** Places of the enforced rules that suppress claims, change scopes and set groups. */
  readonly places: { readonly suppressing: readonly number[]; readonly scopes: readonly number[]; readonly groups: readonly number[] };
  /** The keys of the app clients that they name, by their mode. */
  readonly clients: { readonly ENFORCE: readonly string[]; readonly SHADOW: readonly string[] };
  /** Sources that they can need, with those that the keys of these need. */
  readonly sources: readonly string[];
}

export function planFor(ruleset: Ruleset, { subject, eventVersion }: Pick<TokenRequest, 'subject' | 'eventVersion'>): Plan {
  const name = `${subject}${eventVersion}`;
  const known = ruleset.plans.get(name) ?? makePlan(ruleset, subject, eventVersion);
  ruleset.plans.set(name, known);
  return known;
}

function makePlan(ruleset: Ruleset, subject: Subject, eventVersion: TokenRequest['eventVersion']): Plan {
  const rules = ruleset.rules.map((loaded): PlannedRule => {
    const direction = directionOf(loaded.rule, ruleset);
    const members = Object.entries(loaded.values).map(([name, value]) => ({ name, value, type: expectedType(loaded.rule, name) }));
    const idle = idleOutcome(loaded.rule, direction, subject, eventVersion);
    return {
      ...loaded, direction, members, idle: idle && inactive(loaded.rule, idle, false), whenFalse: inactive(loaded.rule, 'CONDITION_FALSE', false),
    };
  });
  const active = rules.filter(({ idle }) => idle === undefined);
  const [enforced, watched] = (['ENFORCE', 'SHADOW'] as const).map(mode => active.filter(({ rule }) => rule.mode === mode));
  const clientsOf = (those: readonly PlannedRule[]): readonly string[] => [...new Set(those.flatMap(({ clients }) => clients))];
  const placesOf = (...kinds: ReadonlyArray<Rule['kind']>): readonly number[] =>
    rules.flatMap(({ rule }, index) => rule.mode === 'ENFORCE' && kinds.includes(rule.kind) ? [index] : []);
  return {
    rules,
    places: {
      suppressing: placesOf('suppressClaim', 'keepClaims'),
      scopes: placesOf('addScope', 'suppressScope', 'keepScopes'),
      groups: placesOf('setGroups'),
    },
    active: { ENFORCE: enforced, SHADOW: watched },
    clients: { ENFORCE: clientsOf(enforced), SHADOW: clientsOf(watched) },
    setters: { ID: settersOf('ID', rules, eventVersion), ACCESS: settersOf('ACCESS', rules, eventVersion) },
    sources: withKeys(active.flatMap(({ sources }) => sources), ruleset),
  };
}

function withKeys(names: readonly string[], { sources }: Ruleset): readonly string[] {
  const all = new Set(names);
  // a set gives what is added to it while it is walked through
  for (const name of all) {
    sources.get(name)?.dependsOn.forEach(each => all.add(each));
  }
  return [...all];
}

function settersOf(token: TokenName, rules: readonly PlannedRule[], eventVersion: number): readonly Setters[] {
  const byClaim = new Map<string, number[]>();
  rules.forEach(({ rule, idle }, index) => {
    if (rule.kind === 'setClaim' && rule.mode === 'ENFORCE' && idle?.outcome !== 'OTHER_SUBJECT' && rule.tokens.includes(token)) {
      byClaim.set(rule.claim, [...byClaim.get(rule.claim) ?? [], index]);
    }
  });
  return [...byClaim].map(([claim, places]) => ({
    claim, rules: places, isAttribute: isAttributeClaim(claim), fit: fitOf(claim, token, eventVersion),
  }));
}

export function fitOf(claim: string, token: TokenName, eventVersion: number): ClaimFit {
  return {
    mayBeSet: treatmentOf(claim).set && isClaimName(claim),
    isAudience: claim === 'aud' && token === 'ACCESS',
    mayBeComplex: mayBeComplex(claim, token),
    isCarried: carriesToken(eventVersion, token),
  };
}

/** The one table of directions: what gives does not fire, what takes away fires, and what decides about the token refuses it. */
function directionOf(rule: Rule, { authorizationClaims }: Ruleset): Direction {
  switch (rule.kind) {
    case 'setClaim':
      return rule.ifAbsent === 'REFUSE' || authorizationClaims.has(rule.claim) ? 'REFUSES' : 'GIVES';
    case 'suppressClaim':
      return authorizationClaims.has(rule.claim) ? 'REFUSES' : 'TAKES';
    case 'addScope':
      return 'GIVES';
    case 'keepClaims':
    case 'suppressScope':
    case 'keepScopes':
      return 'TAKES';
    case 'setGroups':
    case 'deny':
      return 'REFUSES';
  }
}

function idleOutcome(rule: Rule, direction: Direction, subject: Subject, eventVersion: number): Outcome | undefined {
  if (rule.mode === 'DISABLED') {
    return 'DISABLED';
  }
  if (!rule.subjects.includes(subject) || (subject === 'MACHINE' && isForUsers(rule))) {
    return 'OTHER_SUBJECT';
  }
  return direction === 'GIVES' && !isCarried(rule, eventVersion) ? 'NOT_CARRIED' : undefined;
}

/** It works on what a machine does not have: an ID token, attributes, groups. */
function isForUsers(rule: Rule): boolean {
  return rule.kind === 'setGroups' || rule.kind === 'keepClaims'
    || ((rule.kind === 'setClaim' || rule.kind === 'suppressClaim') && !rule.tokens.includes('ACCESS'));
}

function isCarried(rule: Rule, eventVersion: number): boolean {
  return rule.kind === 'addScope' ? carriesScopes(eventVersion) : rule.kind !== 'setClaim' || rule.tokens.some(token => carriesToken(eventVersion, token));
}

/** The type that a rule takes at this place. */
function expectedType(rule: Rule, member: string): TypeName | undefined {
  switch (rule.kind) {
    case 'addScope': return rule.list ? 'list' : 'text';
    case 'keepScopes': return 'list';
    case 'setGroups': return member === 'preferredRole' ? 'text' : 'list';
    default: return undefined;
  }
}
