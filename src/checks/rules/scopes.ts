import type { Check } from './check';
import { inferExpression } from '../../analysis/inference';
import { knownStrings } from '../../analysis/known-strings';
import { foreignToScopes, isCognitoScope, isScope, SCOPE_ALLOWED } from '../../core/cognito/scopes';
import type { AddScopeRule, Expression } from '../../core/document/document';
import { placeOf } from '../../core/document/expressions';
import type { Problem } from '../../problems/problems';

/** Scopes, and strings in templates of scopes, that would be dropped when a token is issued, or never be there to be kept. */
export const SCOPE_CHARACTERS: Check = {
  name: 'Scope',
  finds: 'a scope that Amazon Cognito does not take, or that a rule may not add',
  problems: ({ document }) => document.rules.flatMap((rule): Problem[] => {
    switch (rule.kind) {
      case 'suppressScope': return isScope(rule.scope) ? [] : [problem(`${rule.id}.scope`, rule.scope)];
      case 'keepScopes': return badStrings(rule.value, placeOf(rule, 'value'));
      case 'addScope': return [...badStrings(rule.value, placeOf(rule, 'value')), ...badType(rule), ...ofCognito(rule)];
      default: return [];
    }
  }),
};

/** Of a template all that is known of it counts, and of other strings the start. */
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
    fix: foreign.includes('" "') ? 'write each scope by itself, in a rule of its own or as a member of a list for ScopeRule.addAll' : 'write the scope with characters that it may have',
  };
}

/** A template of one placeholder keeps the type of its value. */
function badType(rule: AddScopeRule): readonly Problem[] {
  const { list, template, value, subjects } = rule;
  const { types } = inferExpression(value, subjects);
  return list || types.length === 0 || types.includes('string') ? [] : [{
    check: 'Scope',
    path: placeOf(rule, 'value'),
    given: `${template ? 'a template that gives ' : ''}a ${types.join(' or ')}`,
    allowed: 'a string, which is one scope',
    fix: types.includes('list') ? 'use ScopeRule.addAll for lists' : 'make a string of it with asString()',
  }];
}

/** Scopes of Cognito itself hand rights on the pool to the bearer: they never come out of a value. */
function ofCognito(rule: AddScopeRule): readonly Problem[] {
  const isLiteral = !rule.list && rule.value.op === 'literal';
  const known = knownStrings(rule.value).filter(({ text }) => !isLiteral && isCognitoScope(text));
  return known.map(({ text, isWhole }) => ({
    check: 'Scope',
    path: placeOf(rule, 'value'),
    given: `'${text}' ${isWhole ? 'out of a value' : 'followed by a value'}`,
    allowed: 'scopes of Amazon Cognito as a whole literal alone',
    fix: isWhole ? `add it by a rule of its own: ScopeRule.add('${text}')` : 'write the whole scope, under a condition if need be',
  }));
}

function literalsOf({ of = [] }: Expression): readonly string[] {
  return of.filter(part => part.op === 'literal').map(part => String(part.args![0]));
}
