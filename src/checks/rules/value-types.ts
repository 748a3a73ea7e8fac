import type { Check } from './check';
import { inferExpression } from '../../analysis/inference';
import type { Expression, Rule } from '../../core/document/document';
import { isNeverPresent } from '../../core/operators/inference';
import type { TypeName } from '../../core/operators/result';
import type { Problem } from '../../problems/problems';

/** Values of a type that their place never takes. */
export const VALUE_TYPES: Check = {
  name: 'ValueType',
  finds: 'a value that is never of the type that its place takes',
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

/** A list, of which members that are no strings would be left out. */
function expectStrings(rule: Rule, member: string, expression: Expression | undefined): readonly Problem[] {
  const { members } = expression ? inferExpression(expression, rule.subjects) : {};
  return !members || isNeverPresent(members) || members.types.includes('string') ? expect(rule, member, 'list', expression) : [{
    check: 'ValueType',
    path: `${rule.id}.${member}`,
    given: `a list of a ${members.types.join(' or ')}`,
    allowed: 'a list of strings',
    fix: members.types.includes('list') ? 'make one list of them with flatten()' : 'make strings of the members with mapEach(Value.element().asString())',
  }];
}

function expect(rule: Rule, member: string, type: TypeName, expression: Expression | undefined): readonly Problem[] {
  const types = expression ? inferExpression(expression, rule.subjects).types : [];
  return types.length === 0 || types.includes(type) ? [] : [{
    check: 'ValueType',
    path: `${rule.id}.${member}`,
    given: `a ${types.join(' or ')}`,
    allowed: `a ${type}`,
    fix: type === 'list' ? 'put it into Value.listOf(...), or split it' : 'take one member out of it',
  }];
}
