import type { Recipe } from './recipe';
import { ClaimRule, Condition, GroupRule, ScopeRule, TableSource, Value } from '../../../src';

const JANE = { groups: ['staff'], items: { profile: { plan: 'gold' } }, userAttributes: { email: 'jane@example.com' } };
const REGISTERED = { clientId: '7registeredclient', scopes: ['openid', 'orders/read', 'aws.cognito.signin.user.admin'] };
const NOTHING = {
  accessToken: { 'plan': undefined, 'cognito:groups': undefined, 'scope': 'openid orders/read' },
  idToken: { 'plan': undefined, 'cognito:groups': undefined, 'email': undefined },
};

export const REGISTERED_CLIENTS: Recipe = {
  title: 'App clients of others get nothing',
  text: `With [dynamic client registration](https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-dynamic-client-registration.html),
applications register app clients that no template shows. List your own, and give claims and scopes to these alone. Tokens for others have no
groups, no IAM roles, no user attributes, and no scopes except those that they request and the pool allows. Cognito asks no trigger for userInfo:
the scopes of these app clients limit it.`,
  tables: { userTable: ['sub'] },
  props: ({ webClient, tables: { userTable } }) => {
    const profile = TableSource.item('profile', { table: userTable, key: { sub: Value.sub() } });
    const isOwn = Condition.client(webClient);
    const isForeign = isOwn.negate();
    return {
      poolFacts: { dynamicClients: { allowedScopes: ['orders/read'] } },
      claims: [
        ClaimRule.set('plan', profile.attribute('plan'), { when: isOwn, usedForAuthorization: true }),
        ClaimRule.keepOnly([], { when: isForeign }),
      ],
      scopes: [
        ScopeRule.add('orders/write', { when: Condition.all(isOwn, Condition.inGroup('staff')) }),
        // with this scope, an application could change the attributes of its users
        ScopeRule.suppress('aws.cognito.signin.user.admin', { when: isForeign }),
      ],
      groups: [
        GroupRule.set({ groups: Value.listOf(), iamRoles: Value.listOf(), when: isForeign }),
      ],
    };
  },
  situations: [
    {
      name: 'A member of staff signs in with the app client of the app',
      given: { ...JANE, client: 'webClient', scopes: ['openid'] },
      gives: {
        accessToken: { 'plan': 'gold', 'cognito:groups': ['staff'], 'scope': 'openid orders/write' },
        idToken: { 'plan': 'gold', 'cognito:groups': ['staff'], 'email': 'jane@example.com' },
      },
    },
    { name: 'The same user signs in with a registered app client', given: { ...JANE, ...REGISTERED }, gives: NOTHING },
    {
      name: 'The user has no item, and signs in with the app client of the app',
      given: { client: 'webClient', scopes: ['openid'] },
      gives: { accessToken: { plan: undefined, scope: 'openid' }, idToken: { plan: undefined } },
    },
    { name: 'The table cannot be read, for the app client of the app', given: { ...JANE, client: 'webClient', scopes: ['openid'], failingSources: ['profile'] }, gives: { denied: 'READ' } },
    { name: 'The table cannot be read, for a registered app client', given: { ...JANE, ...REGISTERED, failingSources: ['profile'] }, gives: NOTHING },
  ],
  remarks: `Each rule that grants something also depends on the user. A rule that depends on a public client alone, which has no secret, gets the warning
[PublicClientGrants](checks.md#publicclientgrants): anybody can use its ID. To let nobody sign in with other applications, deny:
\`DenyRule.when(isForeign, 'Use our own application')\`.`,
};
