import {
  ClaimRule, Condition, DenyRule, ScopeRule, TokenType, Value, ItemAttributeType,
  type AttributeOptions, type TokenEnricherProps,
} from '../../src';

/** Returns an attribute of the profile of a user: from a table item, or a user attribute. */
export type Profile = (attribute: string, options?: AttributeOptions) => Value;

const UNITS = { engineering: 'eng', marketing: 'mkt', sales: 'sal', support: 'sup', finance: 'fin', legal: 'leg' };
const ROLES = { admins: 'administrator', staff: 'editor', sales: 'seller' };
const { ID, ACCESS } = TokenType;

/**
 * Twenty typical rules of a multi-tenant application: claims from attributes, groups and a profile, scopes by group and plan, and one rule that
 * denies the token. `handlers/rules-by-hand.ts` implements the same rules.
 */
export function twentyRules(profile: Profile): Pick<TokenEnricherProps, 'claims' | 'scopes' | 'deny'> {
  const inGroup = Condition.inGroup;
  return {
    deny: [
      DenyRule.when(profile('status').isEqualTo('suspended'), 'This account is suspended'),
    ],
    claims: [
      ClaimRule.set('tenant', profile('tenant'), { tokens: [ID, ACCESS] }),
      ClaimRule.set('role', profile('role'), { tokens: [ACCESS] }),
      ClaimRule.set('permissions', profile('permissions', { valueType: ItemAttributeType.STRING }).split(','), { tokens: [ACCESS] }),
      ClaimRule.set('plan', Value.userAttribute('custom:plan'), { tokens: [ACCESS] }),
      ClaimRule.set('department', Value.userAttribute('custom:department'), { tokens: [ID, ACCESS] }),
      ClaimRule.set('unit', Value.userAttribute('custom:department').lookup(UNITS), { tokens: [ACCESS] }),
      ClaimRule.set('display_name', Value.template('{{user.given_name}} {{user.family_name}}'), { tokens: [ID] }),
      ClaimRule.set('contact', Value.email().lower(), { tokens: [ID] }),
      ClaimRule.set('email_domain', Value.email().after('@').lower(), { tokens: [ACCESS] }),
      ClaimRule.set('language', Value.userAttribute('locale').before('-').orElse(Value.literal('en')), { tokens: [ID] }),
      ClaimRule.set('roles', Value.groups().lookup(ROLES), { tokens: [ACCESS] }),
      ClaimRule.set('is_staff', Value.literal(true), { tokens: [ACCESS], when: inGroup('staff') }),
      ClaimRule.set('is_order_admin', Value.literal(true), { tokens: [ACCESS], when: Condition.all(inGroup('admins'), Condition.hasScope('orders/read')) }),
      ClaimRule.suppress('phone_number', { tokens: [ID] }),
      ClaimRule.suppress('address', { tokens: [ID], when: Condition.none(inGroup('staff')) }),
    ],
    scopes: [
      ScopeRule.add('orders/write', { when: inGroup('sales') }),
      ScopeRule.add('reports/read', { when: inGroup('managers', 'staff') }),
      ScopeRule.add('plan/{{user.custom:plan}}'),
      ScopeRule.suppress('orders/delete', { when: Condition.none(inGroup('admins')) }),
    ],
  };
}
