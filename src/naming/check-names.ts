import type { NamingRules } from './naming-policy';
import { knownStrings } from '../analysis/known-strings';
import { matchesPattern, PATTERN_ALLOWED, patternProblem } from '../bundle/bundle';
import { isAttributeClaim } from '../core/cognito/claims';
import type { AddScopeRule, RulesetDocument } from '../core/document/document';
import { placeOf } from '../core/document/expressions';
import { show, type Findings, type Problem } from '../problems/problems';
import { DEFAULT_MARKER } from '../token-size/budget-defaults';

/** Reports patterns that RE2 cannot run. */
export function checkNamingRules(naming: NamingRules, path: string): readonly Problem[] {
  return (['claimPattern', 'scopePattern'] as const).flatMap(member => {
    const pattern = naming[member];
    const message = pattern === undefined ? undefined : patternProblem(pattern);
    return message === undefined ? [] : [{
      check: 'Pattern',
      path: `${path}.${member}`,
      given: `${show(pattern)}: ${message}`,
      allowed: PATTERN_ALLOWED,
      fix: 'remove them: write [Aa] to match a letter in both cases, and list names that do not match in claimExceptions or scopeExceptions',
    }];
  });
}

/** Checks names against the enricher's own `naming`. Names are checked only if the patterns are valid. */
export function ownNaming(document: RulesetDocument, naming: NamingRules | undefined): Findings {
  const problems = naming ? checkNamingRules(naming, 'naming') : [];
  return naming && problems.length === 0 ? checkNames(document, naming, 'the prop naming') : { problems, warnings: [] };
}

/**
 * Reports claims and scopes of rules whose names violate a naming convention.
 *
 * @param whose the origin of the convention, for messages
 */
export function checkNames(document: RulesetDocument, naming: NamingRules, whose: string): Findings {
  const scopes = document.rules.flatMap(rule => rule.kind === 'addScope' ? [scopeFindings(rule, naming, whose)] : []);
  return {
    problems: [...claimNames(document).flatMap(claim => claimProblems(claim, naming, whose)), ...scopes.flatMap(({ problems }) => problems)],
    warnings: scopes.flatMap(({ warnings }) => warnings),
  };
}

interface ClaimName {
  readonly claim: string;
  readonly path: string;
}

/** The claims that rules set, and the marker claim of a budget if the author chose its name. */
function claimNames({ rules, budget }: RulesetDocument): readonly ClaimName[] {
  return [
    ...rules.flatMap(rule => rule.kind === 'setClaim' && !rule.audience ? [{ claim: rule.claim, path: placeOf(rule, 'claim') }] : []),
    ...budget?.onExcess === 'DROP' && budget.marker !== DEFAULT_MARKER ? [{ claim: budget.marker, path: 'tokenBudget.markerClaim' }] : [],
  ];
}

function claimProblems({ claim, path }: ClaimName, naming: NamingRules, whose: string): readonly Problem[] {
  return isAttributeClaim(claim) || naming.claimExceptions?.includes(claim) ? [] : violations(claim, naming.claimPrefix, naming.claimPattern)
    .map(allowed => problem(path, claim, `a claim name ${allowed}, required by ${whose}`, 'claimExceptions'));
}

function scopeFindings(rule: AddScopeRule, naming: NamingRules, whose: string): Findings {
  const path = placeOf(rule, 'value');
  const known = knownStrings(rule.value);
  const whole = known.flatMap(({ text, isWhole }) => isWhole && !naming.scopeExceptions?.includes(text) ? [text] : []);
  const starts = known.flatMap(({ text, isWhole }) => isWhole ? [] : [text]);
  const unchecked = starts.map(start => uncheckedOf(start, naming)).find(each => each !== undefined);
  return {
    problems: [
      ...whole.flatMap(scope => violations(scope, naming.scopePrefix, naming.scopePattern)
        .map(allowed => problem(path, scope, `a scope ${allowed}, required by ${whose}`, 'scopeExceptions'))),
      ...starts.filter(start => isUnlike(start, naming))
        .map(start => problem(path, `${start}...`, `a scope that starts with '${naming.scopePrefix}', required by ${whose}`)),
    ],
    warnings: unchecked ? [{
      id: 'UncheckedName',
      path,
      message: `the scope is known only when a token is issued, so ${unchecked} of ${whose} cannot be checked at synthesis`,
      fix: 'make sure that every scope complies with it, or write the beginning of the scope as a constant',
    }] : [],
  };
}

function violations(name: string, prefix: string | undefined, pattern: string | undefined): readonly string[] {
  return [
    ...prefix === undefined || name.startsWith(prefix) ? [] : [`that starts with '${prefix}'`],
    ...pattern === undefined || matchesPattern(pattern, name) ? [] : [`that matches '${pattern}'`],
  ];
}

/** Only the start of the scope is known, and it is wrong. */
function isUnlike(start: string, { scopePrefix: prefix }: NamingRules): boolean {
  return prefix !== undefined && !start.startsWith(prefix) && !prefix.startsWith(start);
}

/** The part of the convention that cannot be checked, because only the start of the scope is known. */
function uncheckedOf(start: string, { scopePrefix: prefix, scopePattern: pattern }: NamingRules): string | undefined {
  return pattern !== undefined ? `the pattern '${pattern}'` : prefix !== undefined && prefix !== start && prefix.startsWith(start) ? `the prefix '${prefix}'` : undefined;
}

function problem(path: string, name: string, allowed: string, exceptions?: string): Problem {
  return { check: 'Naming', path, given: show(name), allowed, fix: `choose another name${exceptions === undefined ? '' : `, or add it to ${exceptions}`}` };
}
