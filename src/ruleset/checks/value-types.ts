import type { Check } from './check';
import { inferExpression } from '../inference';
import type { TypeName } from '../operators/result';
import type { Problem } from '../problems';

/** Values of a type that their place never takes. */
export const VALUE_TYPES: Check = {
  name: 'ValueType',
  finds: 'a value that is never of the type that its place takes',
  problems: ({ document }) => document.rules.flatMap(rule => {
    switch (rule.kind) {
      case 'addScope':
        return rule.list ? expect(rule, 'value', 'list') : [];
      case 'keepScopes':
        return expect(rule, 'value', 'list');
      case 'setGroups':
        return [...expect(rule, 'groups', 'list'), ...expect(rule, 'iamRoles', 'list'), ...expect(rule, 'preferredRole', 'text')];
      default:
        return [];
    }
  }),
};

function expect<N extends string>(rule: { id: string; subjects: readonly ('USER' | 'MACHINE')[] } & { [name in N]?: Parameters<typeof inferExpression>[0] }, name: N, type: TypeName): readonly Problem[] {
  const expression = rule[name];
  const types = expression ? inferExpression(expression, rule.subjects).types : [type];
  return types.includes(type) ? [] : [{
    check: 'ValueType',
    path: `${rule.id}.${name}`,
    given: `a ${types.join(' or ')}`,
    allowed: `a ${type}`,
    fix: type === 'list' ? 'put it into Value.listOf(...), or split it' : 'take one member out of it',
  }];
}
