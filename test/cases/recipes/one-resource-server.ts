import type { Recipe } from './recipe';
import { Condition, ItemAttributeType, ScopeRule, TableSource, Value } from '../../../src';

const REQUESTED = ['openid', 'orders/read', 'orders/write', 'reports/read'];

export const ONE_RESOURCE_SERVER: Recipe = {
  title: 'Scopes of one resource server, limited to those that a user is entitled to',
  text: `\`ScopeRule.keepOnly\` removes each requested scope with a \`/\` that is not in its list. Here, the list has the entitlements of the user, and the
requested scopes of all other resource servers. OpenID Connect scopes have no \`/\`, and stay. The rule never adds a scope that was not requested.`,
  tables: { userTable: ['sub'] },
  props: ({ tables: { userTable } }) => {
    const profile = TableSource.item('profile', { table: userTable, key: { sub: Value.sub() } });
    const isOrders = Value.element().startsWith('orders/');
    return {
      scopes: [
        ScopeRule.keepOnly(Value.listOf(
          profile.attribute('scopes', { valueType: ItemAttributeType.STRING_LIST }),
          Value.scopes().filter(Condition.none(isOrders)),
        ).flatten()),
      ],
    };
  },
  situations: [
    {
      name: 'The user is entitled to read and to delete orders, and requests to read and to write them',
      given: { scopes: REQUESTED, items: { profile: { scopes: ['orders/read', 'orders/delete'] } } },
      gives: { accessToken: { scope: 'openid orders/read reports/read' } },
    },
    {
      name: 'The user has no item',
      given: { scopes: REQUESTED },
      gives: { accessToken: { scope: 'openid reports/read' } },
    },
    {
      name: 'The entitlements are not a list of strings',
      given: { scopes: REQUESTED, items: { profile: { scopes: 'orders/write' } } },
      gives: { accessToken: { scope: 'openid reports/read' } },
    },
    {
      name: 'The table cannot be read',
      given: { scopes: REQUESTED, failingSources: ['profile'] },
      gives: { denied: 'READ' },
    },
  ],
};
