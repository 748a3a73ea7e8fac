import type { Check } from './check';
import { foreignToScopes, isCognitoScope, isScope, SCOPE_ALLOWED } from '../../cognito/scopes';
import type { AddScopeRule, Expression } from '../document';
import { inferExpression } from '../inference';
import type { Problem } from '../problems';

/** Scopes, and texts in templates of scopes, with characters that no scope can hold. */
export const SCOPE_CHARACTERS: Check = {
  name: 'Scope',
  finds: 'a scope that Amazon Cognito does not take',
  problems: ({ document }) => document.rules.flatMap((rule): Problem[] => {
    switch (rule.kind) {
      case 'suppressScope': return isScope(rule.scope) ? [] : [problem(`${rule.id}.scope`, rule.scope)];
      case 'addScope': return rule.list ? [] : [...badTexts(rule), ...badType(rule), ...ofCognito(rule)];
      default: return [];
    }
  }),
};

function badTexts(rule: AddScopeRule): readonly Problem[] {
  const path = `${rule.id}.template`;
  if (rule.value.op === 'literal') {
    const scope = String(rule.value.args![0]);
    return isScope(scope) ? [] : [problem(path, scope)];
  }
  const text = literalsOf(rule.value).join('');
  return foreignToScopes(text).length > 0 || text.length > 256 ? [problem(path, text)] : [];
}

function problem(path: string, scope: string): Problem {
  const foreign = foreignToScopes(scope).map(character => JSON.stringify(character)).join(' ');
  return {
    check: 'Scope',
    path,
    given: `'${scope}'${foreign ? `, with ${foreign}` : `, ${scope.length} characters long`}`,
    allowed: SCOPE_ALLOWED,
    fix: foreign.includes('" "') ? 'add each scope by a rule of its own, or a list of scopes with ScopeRule.addAll' : 'write the scope with characters that it may have',
  };
}

/** A template of one placeholder keeps the type of its value. */
function badType(rule: AddScopeRule): readonly Problem[] {
  const { types } = inferExpression(rule.value, rule.subjects);
  return types.includes('text') ? [] : [{
    check: 'Scope',
    path: `${rule.id}.template`,
    given: `a template that gives a ${types.join(' or ')}`,
    allowed: 'a text, which is one scope',
    fix: types.includes('list') ? 'use ScopeRule.addAll for lists' : 'make a text of it with toText',
  }];
}

/** Scopes of Cognito itself hand rights on the pool to the bearer: they never come out of a value. */
function ofCognito(rule: AddScopeRule): readonly Problem[] {
  const start = rule.value.op === 'template' ? literalsOf({ ...rule.value, of: rule.value.of!.slice(0, 1) }).join('') : '';
  return isCognitoScope(start) ? [{
    check: 'Scope',
    path: `${rule.id}.template`,
    given: `'${start}' followed by a value`,
    allowed: 'scopes of Amazon Cognito as a whole literal alone',
    fix: 'write the whole scope, under a condition if need be',
  }] : [];
}

function literalsOf({ op, of = [] }: Expression): readonly string[] {
  return op === 'template' ? of.filter(part => part.op === 'literal').map(part => String(part.args![0])) : [];
}
