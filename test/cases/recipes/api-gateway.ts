import type { Recipe } from './recipe';
import { ClaimRule, ItemAttributeType, ScopeRule, TableSource, TokenBudget, Value } from '../../../src';

export const API_GATEWAY: Recipe = {
  title: 'Lists and scopes for Amazon API Gateway',
  text: `API Gateway checks scopes itself, and passes claims to the integration. Not every authorizer passes a list as a list. So this recipe sets the roles
twice: as a list for those who verify the token themselves, and as a string that each authorizer passes unchanged. The names have no colon, which
[dot notation does not allow](https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html).`,
  tables: { userTable: ['sub'] },
  props: ({ tables: { userTable } }) => {
    const profile = TableSource.item('profile', { table: userTable, key: { sub: Value.sub() } });
    const roles = profile.attribute('roles', { valueType: ItemAttributeType.STRING_LIST, maxItems: 10, maxLength: 30 });
    return {
      // the token is in a header, and the headers of a request have a maximum length
      tokenBudget: TokenBudget.httpApi(),
      claims: [
        ClaimRule.set('roles', roles, { usedForAuthorization: true }),
        ClaimRule.set('roles_text', roles.join(','), { usedForAuthorization: true }),
      ],
      scopes: [
        ScopeRule.add('orders/approve', { when: roles.hasMember('approver') }),
      ],
    };
  },
  situations: [
    {
      name: 'The user has two roles',
      given: { items: { profile: { roles: ['adjuster', 'approver'] } } },
      gives: {
        accessToken: { roles: ['adjuster', 'approver'], roles_text: 'adjuster,approver', scope: 'openid orders/approve' },
        idToken: { roles: ['adjuster', 'approver'], roles_text: 'adjuster,approver' },
      },
    },
    {
      name: 'The user has another role',
      given: { items: { profile: { roles: ['adjuster'] } } },
      gives: { accessToken: { roles: ['adjuster'], roles_text: 'adjuster', scope: 'openid' } },
    },
    { name: 'The user has no item', given: {}, gives: { accessToken: { roles: undefined, roles_text: undefined, scope: 'openid' } } },
    {
      name: 'The user has more roles than declared',
      given: { items: { profile: { roles: Array.from({ length: 11 }, (_, index) => `role${index}`) } } },
      gives: { denied: 'UNCERTAIN' },
    },
    { name: 'The table cannot be read', given: { failingSources: ['profile'] }, gives: { denied: 'READ' } },
  ],
  remarks: `| Authorizer | Token | A list of the token, in a Lambda integration |
| --- | --- | --- |
| HTTP API, [JWT authorizer](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html) | Either. If the route has scopes, the token needs at least one of them. | Not documented. [Measured](https://github.com/floci-io/floci/pull/2011): the string \`[adjuster approver]\`. |
| REST API, [Cognito authorizer](https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html) | If the method has scopes, an access token with at least one of them. Otherwise an ID token. | Not documented. [Reported](https://github.com/awsdocs/amazon-api-gateway-developer-guide/issues/158): all values are strings. |
| REST API, [JWT authorizer](https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-jwt-authorizer.html) | Those of a user pool. Methods can require scopes. | [A list](https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-jwt-authorizer-claims.html); JSON text in mappings and access logs. |

Roles must not contain the separator. If they can, use \`roles.toJson()\`, and parse it. The token validation of a Cognito authorizer is a pattern
for \`aud\`, which rejects access tokens without this claim. An HTTP API compares \`client_id\` with the audiences only if the token has no \`aud\`.`,
};
