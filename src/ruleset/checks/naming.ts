import { isAttributeClaim } from '../../cognito/claims';
import { loadBundle } from '../../function/bundle';
import type { NamingRules } from '../../naming/naming-rules';
import type { AddScopeRule, Expression, RulesetDocument } from '../document';
import { placeOf } from '../expressions';
import { patternProblem } from '../pattern-text';
import { show, type Problem, type Warning } from '../problems';

/** Patterns that cannot be run. */
export function checkNamingRules(naming: NamingRules, path: string): readonly Problem[] {
  return (['claimPattern', 'scopePattern'] as const).flatMap(member => {
    const pattern = naming[member];
    const message = pattern === undefined ? undefined : patternProblem(pattern);
    return message === undefined ? [] : [{
      check: 'Pattern',
      path: `${path}.${member}`,
      given: `${show(pattern)}: ${message}`,
      allowed: 'a pattern in the syntax of RE2 without flags',
      fix: 'write it without look-around and references to groups',
    }];
  });
}

export interface NamingFindings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** By the naming of the enricher itself. Names are looked at only when the patterns can be run. */
export function ownNaming(document: RulesetDocument, naming: NamingRules | undefined): NamingFindings {
  const problems = naming ? checkNamingRules(naming, 'naming') : [];
  return naming && problems.length === 0 ? checkNames(document, naming, 'naming') : { problems, warnings: [] };
}

/**
 * Claims and scopes of rules whose names are not as an organisation wants them.
 *
 * @param whose the one who wants them so, for people
 */
export function checkNames({ rules }: RulesetDocument, naming: NamingRules, whose: string): NamingFindings {
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  for (const rule of rules) {
    if (rule.kind === 'setClaim' && !rule.audience && !isAttributeClaim(rule.claim) && !(naming.claimExceptions ?? []).includes(rule.claim)) {
      problems.push(...violations(rule.claim, naming.claimPrefix, naming.claimPattern).map(allowed =>
        problem(placeOf(rule, 'claim'), rule.claim, `claims ${allowed}, as ${whose} wants them`, 'claimExceptions')));
    } else if (rule.kind === 'addScope') {
      const { known, start } = scopesOf(rule);
      known.filter(scope => !(naming.scopeExceptions ?? []).includes(scope)).forEach(scope =>
        problems.push(...violations(scope, naming.scopePrefix, naming.scopePattern).map(allowed =>
          problem(placeOf(rule, 'value'), scope, `scopes ${allowed}, as ${whose} wants them`, 'scopeExceptions'))));
      if (start !== undefined) {
        const { unlike, unchecked } = compareStart(start, naming);
        const allowed = `scopes that start with '${naming.scopePrefix}', as ${whose} wants them`;
        problems.push(...unlike ? [problem(placeOf(rule, 'value'), `${start}...`, allowed)] : []);
        warnings.push(...unchecked ? [{
          id: 'UncheckedName',
          path: placeOf(rule, 'value'),
          message: `the scope is known when a token is issued, so that ${unchecked} of ${whose} cannot be checked`,
        }] : []);
      }
    }
  }
  return { problems, warnings };
}

function violations(name: string, prefix: string | undefined, pattern: string | undefined): readonly string[] {
  return [
    ...prefix === undefined || name.startsWith(prefix) ? [] : [`that start with '${prefix}'`],
    ...pattern === undefined || loadBundle().matchesPattern(pattern, name) ? [] : [`that match '${pattern}'`],
  ];
}

/** What is known of a scope only in part can be wrong for certain, or not be known to be right. */
function compareStart(
  start: string, { scopePrefix: prefix, scopePattern: pattern }: NamingRules,
): { readonly unlike: boolean; readonly unchecked?: string } {
  const unlike = prefix !== undefined && !start.startsWith(prefix) && !prefix.startsWith(start);
  const isPrefixOpen = prefix !== undefined && !unlike && start.length < prefix.length;
  const unchecked = pattern !== undefined ? `the pattern '${pattern}'` : isPrefixOpen ? `the prefix '${prefix}'` : undefined;
  return { unlike, ...(unchecked !== undefined && { unchecked }) };
}

function problem(path: string, name: string, allowed: string, exceptions?: string): Problem {
  return { check: 'Naming', path, given: show(name), allowed, fix: `choose another name${exceptions === undefined ? '' : `, or name it in ${exceptions} of the naming`}` };
}

/** The scopes of a rule where they are known, else the text that they start with, as far as that is known. */
function scopesOf({ value }: AddScopeRule): { readonly known: readonly string[]; readonly start?: string } {
  const known = possibleTexts(value);
  return known ? { known } : { known: [], start: startOf(value) };
}

/** What filters, orders or chooses among texts. */
const PASSING: readonly string[] = ['listOf', 'firstOf', 'flatten', 'unique', 'sorted', 'limit', 'filterPrefix', 'filterSuffix', 'filterOneOf', 'filterPattern', 'at', 'first', 'last'];

/** All texts that a value can give; undefined where it can give others. */
function possibleTexts({ op, args = [], of = [] }: Expression): readonly string[] | undefined {
  const all = (expressions: readonly Expression[]): readonly string[] | undefined => {
    const texts = expressions.map(possibleTexts);
    return texts.every((each): each is readonly string[] => each !== undefined) ? texts.flat() : undefined;
  };
  switch (op) {
    case 'literal': return [args[0]].flat(2).map(String);
    case 'mapTo':
    case 'choose': return all(of.slice(1));
    case 'keepWhere':
    case 'sortedBy': return all(of.slice(0, 1));
    default: return PASSING.includes(op) ? all(op.startsWith('filter') ? of.slice(0, 1) : of) : undefined;
  }
}

/** What a text, or each of a list, begins with, as far as it is known. */
function startOf({ op, args = [], of = [] }: Expression): string {
  if (op === 'literal' || op === 'withPrefix' || op === 'filterPrefix') {
    return String(args[0]);
  }
  return (op === 'template' && of[0].op === 'literal') || PASSING.includes(op) && of.length === 1 ? startOf(of[0]) : '';
}
