import type { LoadedRule, Ruleset } from './ruleset';
import { isAttributeClaim, type TokenName } from '../../src/cognito/claims';
import type { Subject, TokenRequest } from '../../src/cognito/token-request';
import { carriesScopes, carriesToken } from '../../src/cognito/trigger-version';
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
  /** Why it does not matter to such a request whatever it would give, so that it is neither evaluated nor read for. */
  readonly idle?: 'DISABLED' | 'OTHER_SUBJECT' | 'NOT_CARRIED';
  readonly members: readonly Member[];
}

/** A claim of a token, with the places of the rules that set it. */
export interface Setters {
  readonly claim: string;
  readonly isAttribute: boolean;
  readonly rules: readonly number[];
}

/** What follows from the rules for all requests of a subject and a version, and so is found out once. */
export interface Plan {
  readonly rules: readonly PlannedRule[];
  /** Those that matter, by their mode. */
  readonly active: { readonly ENFORCE: readonly PlannedRule[]; readonly SHADOW: readonly PlannedRule[] };
  readonly setters: { readonly [token in TokenName]: readonly Setters[] };
  readonly reads: boolean;
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
    return { ...loaded, direction, idle: idleOutcome(loaded.rule, direction, subject, eventVersion), members };
  });
  const active = rules.filter(({ idle }) => idle === undefined);
  return {
    rules,
    active: { ENFORCE: active.filter(({ rule }) => rule.mode === 'ENFORCE'), SHADOW: active.filter(({ rule }) => rule.mode === 'SHADOW') },
    setters: { ID: settersOf('ID', rules), ACCESS: settersOf('ACCESS', rules) },
    reads: active.some(({ sources }) => sources.length > 0),
  };
}

function settersOf(token: TokenName, rules: readonly PlannedRule[]): readonly Setters[] {
  const byClaim = new Map<string, number[]>();
  rules.forEach(({ rule, idle }, index) => {
    if (rule.kind === 'setClaim' && rule.mode === 'ENFORCE' && idle !== 'OTHER_SUBJECT' && rule.tokens.includes(token)) {
      byClaim.set(rule.claim, [...byClaim.get(rule.claim) ?? [], index]);
    }
  });
  return [...byClaim].map(([claim, places]) => ({ claim, rules: places, isAttribute: isAttributeClaim(claim) }));
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

function idleOutcome(rule: Rule, direction: Direction, subject: Subject, eventVersion: number): PlannedRule['idle'] {
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
