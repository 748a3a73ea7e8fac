import type { Check } from './check';
import { inferExpression } from '../../analysis/inference';
import { knownStrings } from '../../analysis/known-strings';
import { foreignToScopes, isCognitoScope, isScope, SCOPE_ALLOWED } from '../../core/cognito/scopes';
import type { AddScopeRule, Expression, Rule } from '../../core/document/document';
import { placeOf } from '../../core/document/expressions';
import { LIMITS } from '../../core/document/limits';
import type { Problem } from '../../problems/problems';

/** Invalid scopes, also within templates: the function would drop them when it issues a token, or would never find them to keep. */
export const SCOPE_CHARACTERS: Check = {
  name: 'Scope',
  finds: 'a scope that Cognito does not accept, or that a rule may not add',
  problems: ({ document }) => document.rules.flatMap((rule): Problem[] => {
    switch (rule.kind) {
      case 'suppressScope': return isScope(rule.scope) ? [] : [problem(`${rule.id}.scope`, rule.scope)];
      case 'keepScopes': return badStrings(rule.value, placeOf(rule, 'value'));
      case 'addScope': return [...badStrings(rule.value, placeOf(rule, 'value')), ...badType(rule), ...ofCognito(rule)];
      default: return [];
    }
  }),
};

/** Checks all literal parts of a template, and the known start of any other string. */
function badStrings(value: Expression, path: string): Problem[] {
  const texts = value.op === 'template' ? [literalsOf(value).join('')] : knownStrings(value).map(({ text }) => text);
  return texts.filter(text => text !== '' && !isScope(text)).map(text => problem(path, text));
}

function problem(path: string, scope: string): Problem {
  const foreign = foreignToScopes(scope).map(character => JSON.stringify(character)).join(' ');
  return {
    check: 'Scope',
    path,
    given: `'${scope}'${foreign ? `, with ${foreign}` : `, ${scope.length} characters long`}`,
    allowed: SCOPE_ALLOWED,
    fix: foreign.includes('" "') ? 'add each scope separately, with its own rule or as an element of a list for ScopeRule.addAll' : 'use only allowed characters',
  };
}

/** Values that are no string. A template that is one placeholder has the type of its value. */
function badType(rule: AddScopeRule): readonly Problem[] {
  const { list, template, value, subjects } = rule;
  const { types } = inferExpression(value, subjects);
  return list || types.length === 0 || types.includes('string') ? [] : [{
    check: 'Scope',
    path: placeOf(rule, 'value'),
    given: `${template ? 'a template that yields ' : ''}a ${types.join(' or ')}`,
    allowed: 'a string, which is one scope',
    fix: types.includes('list') ? 'use ScopeRule.addAll for lists' : 'convert it to a string with asString()',
  }];
}

/** Cognito's own scopes grant the bearer permissions on the user pool, so they must be literals and never come from a value. */
function ofCognito(rule: AddScopeRule): readonly Problem[] {
  const isLiteral = !rule.list && rule.value.op === 'literal';
  const known = knownStrings(rule.value).filter(({ text }) => !isLiteral && isCognitoScope(text));
  return known.map(({ text, isWhole }) => ({
    check: 'Scope',
    path: placeOf(rule, 'value'),
    given: `'${text}' ${isWhole ? 'from a value' : 'followed by a value'}`,
    allowed: "Cognito's own scopes only as a complete literal",
    fix: isWhole ? `add it with its own rule: ScopeRule.add('${text}')` : 'write the complete scope as a literal, with a condition if needed',
  }));
}

function literalsOf({ of }: Expression): readonly string[] {
  return of!.filter(part => part.op === 'literal').map(part => String(part.args![0]));
}

/** Claims and scopes beyond the limit of Cognito. */
export const RULE_LIMITS: Check = {
  name: 'Limit',
  finds: 'more claims and scopes than Cognito accepts',
  problems: ({ document: { rules } }) => {
    const changes = rules.filter(({ mode }) => mode === 'ENFORCE').reduce((count, rule) => count + changesOf(rule), 0);
    return changes <= LIMITS.changes ? [] : [{
      check: 'Limit',
      path: 'scopes',
      given: `${changes} claims and scopes, in both tokens together`,
      allowed: `at most ${LIMITS.changes}: Amazon Cognito accepts no more`,
      fix: 'put several values into one claim, as a list or a map',
    }];
  },
};

/** The number of claims and scopes that a rule adds, as far as the rule shows it. */
function changesOf(rule: Rule): number {
  switch (rule.kind) {
    case 'setClaim': return rule.tokens.length;
    case 'addScope': return rule.value.op === 'literal' ? [rule.value.args![0]].flat().length : 1;
    default: return 0;
  }
}
