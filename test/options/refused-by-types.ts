import { ClaimRule, Condition, DenyRule, GroupRule, ScopeRule, TableSource, TokenBudget, Value, type TokenEnricher, type TokenEnricherProps } from '../../src';

/**
 * Nothing runs here. The file compiles as long as the compiler rejects the line below each mark. TypeScript would accept an object of a
 * class without its own properties as options without required properties, so each author class has such a property.
 */
declare const enricher: TokenEnricher;
declare const source: TableSource;

const condition = Condition.inGroup('admins');
const value = Value.groups();

export function options(): void {
  // @ts-expect-error a condition is no options
  ScopeRule.add('admin/all', condition);
  // @ts-expect-error a value is no options
  ScopeRule.add('admin/all', value);
  // @ts-expect-error a source is no options
  ScopeRule.add('admin/all', source);
  // @ts-expect-error a rule is no options
  ScopeRule.add('admin/all', ScopeRule.add('a'));
  // @ts-expect-error a condition is no options
  ScopeRule.suppress('a', condition);
  // @ts-expect-error a condition is no options
  ClaimRule.set('a', value, condition);
  // @ts-expect-error a rule is no options
  ClaimRule.set('a', value, ClaimRule.addAudience());
  // @ts-expect-error a rule is no options
  ClaimRule.suppress('a', DenyRule.when(condition, 'No'));
  // @ts-expect-error a condition is no options
  ClaimRule.addAudience(condition);
  // @ts-expect-error a condition is no options
  GroupRule.set(condition);
  // @ts-expect-error a value is no options
  GroupRule.set(value);
  // @ts-expect-error a rule is no options
  GroupRule.set(GroupRule.set({ groups: value }));
  // @ts-expect-error a condition is no options
  DenyRule.when(condition, 'No', condition);
  // @ts-expect-error a condition is no options
  Value.objectOf({ a: value }, condition);
  // @ts-expect-error a value is no options
  value.sort(value);
  // @ts-expect-error a condition is no options
  source.attribute('a', condition);
  // @ts-expect-error a condition is no options
  TokenBudget.httpApi(condition);
  // @ts-expect-error a condition is no options
  enricher.preview(condition);
  // @ts-expect-error a rule is no options
  enricher.preview(ClaimRule.addAudience());
}

export const members: TokenEnricherProps[] = [
  // @ts-expect-error a rule of another kind
  { claims: [ScopeRule.add('a')] },
  // @ts-expect-error a rule of another kind
  { scopes: [ClaimRule.addAudience()] },
  // @ts-expect-error a rule of another kind
  { groups: [DenyRule.when(condition, 'No')] },
  // @ts-expect-error a rule of another kind
  { deny: [GroupRule.set({ groups: value })] },
  // @ts-expect-error no rule
  { claims: ['a'] },
  // @ts-expect-error no source
  { sources: [value] },
  // @ts-expect-error a value is no condition
  { claims: [ClaimRule.suppress('a', { when: value })] },
  // @ts-expect-error a string is no condition
  { claims: [ClaimRule.suppress('a', { when: 'staff' })] },
  // @ts-expect-error a condition is no value
  { claims: [ClaimRule.set('a', condition)] },
  // @ts-expect-error a condition is no value
  { groups: [GroupRule.set({ groups: condition })] },
];
