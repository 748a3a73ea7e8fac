import type { Check } from './check';
import { inferExpression } from '../../analysis/inference';
import type { Expression, Rule } from '../../core/document/document';
import { isNeverPresent } from '../../core/operators/inference';
import type { TypeName } from '../../core/operators/result';
import type { Problem } from '../../problems/problems';

/** Values of a type that the rule does not accept. */
export const VALUE_TYPES: Check = {
  name: 'ValueType',
  finds: 'a value that never has the type that the rule needs',
  problems: ({ document }) => document.rules.flatMap(rule => {
    switch (rule.kind) {
      case 'addScope':
        return rule.list ? expectStrings(rule, 'value', rule.value) : [];
      case 'keepScopes':
        return expectStrings(rule, 'value', rule.value);
      case 'setGroups':
        return [
          ...expectStrings(rule, 'groups', rule.groups),
          ...expectStrings(rule, 'iamRoles', rule.iamRoles),
          ...expect(rule, 'preferredRole', 'string', rule.preferredRole),
        ];
      default:
        return [];
    }
  }),
};

/** A list of strings: the function omits elements that are not strings, so a list without strings would be empty. */
function expectStrings(rule: Rule, member: string, expression: Expression | undefined): readonly Problem[] {
  const { members } = expression ? inferExpression(expression, rule.subjects) : {};
  return !members || isNeverPresent(members) || members.types.includes('string') ? expect(rule, member, 'list', expression) : [{
    check: 'ValueType',
    path: `${rule.id}.${member}`,
    given: `a list of ${members.types.map(each => `${each}s`).join(' or ')}`,
    allowed: 'a list of strings',
    fix: members.types.includes('list') ? 'combine them into one list with flatten()' : 'convert the elements to strings with mapEach(Value.element().asString())',
  }];
}

function expect(rule: Rule, member: string, type: TypeName, expression: Expression | undefined): readonly Problem[] {
  const types = expression ? inferExpression(expression, rule.subjects).types : [];
  return types.length === 0 || types.includes(type) ? [] : [{
    check: 'ValueType',
    path: `${rule.id}.${member}`,
    given: `a ${types.join(' or ')}`,
    allowed: `a ${type}`,
    fix: type === 'list' ? 'put it into Value.listOf(...), or split it with split(...)' : 'select one value from it',
  }];
}
