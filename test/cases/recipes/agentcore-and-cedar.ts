import type { Recipe } from './recipe';
import { ClaimRule, GroupRule, ItemAttributeType, TableSource, TokenType, Value } from '../../../src';

export const AGENTCORE_AND_CEDAR: Recipe = {
  title: 'Roles for Amazon Bedrock AgentCore and Amazon Verified Permissions',
  text: `Both decide by claims, with policies in Cedar. The item of the user has the roles and the department. Its key is the \`sub\`, so that nothing that a
caller sends, such as client metadata, chooses them. Groups of the user pool are replaced: policies see the roles of the table alone.`,
  tables: { userTable: ['sub'] },
  props: ({ tables: { userTable } }) => {
    const profile = TableSource.item('profile', { table: userTable, key: { sub: Value.sub() } });
    const roles = profile.attribute('roles', { valueType: ItemAttributeType.STRING_LIST });
    const department = profile.attribute('department', { valueType: ItemAttributeType.STRING });
    return {
      groups: [
        // the parents of the principal in Verified Permissions
        GroupRule.set({ groups: roles, iamRoles: Value.listOf() }),
      ],
      claims: [
        // tags of the principal in AgentCore
        ClaimRule.set('roles', roles, { tokens: [TokenType.ACCESS], usedForAuthorization: true }),
        ClaimRule.set('department', department, { tokens: [TokenType.ACCESS], usedForAuthorization: true }),
      ],
    };
  },
  situations: [
    {
      name: 'The user has two roles',
      given: { groups: ['everybody'], items: { profile: { department: 'claims', roles: ['adjuster', 'approver'] } } },
      gives: { accessToken: { 'roles': ['adjuster', 'approver'], 'department': 'claims', 'cognito:groups': ['adjuster', 'approver'] } },
    },
    {
      name: 'The user has no item, and sends roles as client metadata',
      given: { groups: ['everybody'], clientMetadata: { roles: 'approver', department: 'claims' } },
      gives: { accessToken: { 'roles': undefined, 'department': undefined, 'cognito:groups': undefined } },
    },
    { name: 'The roles are not a list', given: { items: { profile: { roles: 'approver' } } }, gives: { denied: 'UNCERTAIN' } },
    { name: 'The table cannot be read', given: { failingSources: ['profile'] }, gives: { denied: 'READ' } },
  ],
  remarks: `- **AgentCore, inbound authorizer**: a [required custom
  claim](https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/inbound-jwt-authorizer.html) of the type \`STRING_ARRAY\` for \`roles\`, and
  of the type \`STRING\` for \`department\`.
- **AgentCore, policies**: [each claim is a string](https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/example-policies-principal.html),
  and a list is its JSON text. Test with \`hasTag\` first, and include the quotes in the pattern, as \`like\` matches substrings:
  \`principal.hasTag("roles") && principal.getTag("roles") like "*\\"approver\\"*"\`.
- **Verified Permissions**: [\`cognito:groups\` are the parents of the
  principal](https://docs.aws.amazon.com/verifiedpermissions/latest/userguide/cognito-map-token-to-schema.html), for both tokens. Other claims of
  the access token are in the context: \`context.token.department\`. Those of the ID token are attributes of the principal.`,
};
