import type { Recipe } from './recipe';
import { ClaimRule, Condition, ItemAttributeType, ScopeRule, TableSource, TokenType, TriggerSource, Value } from '../../../src';

const STAFF = { profile: { isStaff: true, permissions: ['read', 'refund'] } };
const EXCHANGED = { triggerSource: TriggerSource.of('TokenGeneration_NameInTheLog'), scopes: ['orders/read'] };

export const TOKEN_EXCHANGE: Recipe = {
  title: 'Agents that exchange tokens',
  text: `With [token exchange](https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-token-exchange.html), an agent trades the token
of a user for a narrower one. AWS does not document the trigger source of an exchange. For a trigger source that the library does not know, rules
add only the scopes whose condition names it. Claims have no such guard. So the permissions here are those of the user for which the token has the
scope: an exchanged token with fewer scopes has fewer permissions. The claim \`act\`, which names the agent, is Cognito's own: a rule for it is an
error.`,
  tables: { userTable: ['sub'] },
  props: ({ tables: { userTable } }) => {
    const profile = TableSource.item('profile', { table: userTable, key: { sub: Value.sub() } });
    const isStaff = profile.attribute('isStaff').isTrue();
    const permissions = profile.attribute('permissions', { valueType: ItemAttributeType.STRING_LIST });
    // not a real name: copy `triggerSource` from the log of the function
    const isExchange = Value.triggerSource().assumeTrusted('Cognito sets it, and only staff get the scope').isEqualTo('TokenGeneration_NameInTheLog');
    return {
      claims: [
        ClaimRule.set('permissions', permissions.filter(Value.scopes().hasMemberValue(Value.element().withPrefix('orders/'))), {
          tokens: [TokenType.ACCESS],
          usedForAuthorization: true,
        }),
      ],
      scopes: [
        // at sign-in and refresh
        ScopeRule.add('orders/close', { when: isStaff }),
        // at token exchange
        ScopeRule.add('orders/audit', { when: Condition.all(isExchange, isStaff) }),
      ],
    };
  },
  situations: [
    {
      name: 'A member of staff signs in',
      given: { scopes: ['openid', 'orders/read', 'orders/refund'], items: STAFF },
      gives: { accessToken: { permissions: ['read', 'refund'], scope: 'openid orders/read orders/refund orders/close' } },
    },
    {
      name: 'An agent exchanges the token of a member of staff, for `orders/read`',
      given: { ...EXCHANGED, items: STAFF },
      gives: { accessToken: { permissions: ['read'], scope: 'orders/read orders/audit', act: undefined } },
    },
    {
      name: 'An agent exchanges the token of a customer',
      given: { ...EXCHANGED, items: { profile: { permissions: ['read'] } } },
      gives: { accessToken: { permissions: ['read'], scope: 'orders/read' } },
    },
    {
      name: 'The trigger source is another new one',
      given: { scopes: ['orders/read'], items: STAFF, triggerSource: TriggerSource.of('TokenGeneration_Other') },
      gives: { accessToken: { permissions: ['read'], scope: 'orders/read' } },
    },
    {
      name: 'The user has no item',
      given: EXCHANGED,
      gives: { accessToken: { permissions: undefined, scope: 'orders/read' } },
    },
    {
      name: 'The table cannot be read',
      given: { ...EXCHANGED, failingSources: ['profile'] },
      gives: { denied: 'READ' },
    },
  ],
  remarks: `The caller requests the scopes, and can only lose permissions by it. Sign-in through the API requests none of a resource server, so its tokens have
no permissions. \`Condition.triggerSource\` is an error in rules that decide access, as callers choose how they sign in: \`assumeTrusted\` states
why it is safe here.`,
};
