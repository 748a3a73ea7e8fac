import type { Recipe } from './recipe';
import { ClaimRule, ScopeRule, TableSource, TokenType, Value } from '../../../src';

const MEMBERSHIPS = [{ organizationId: 'acme', role: 'owner' }, { organizationId: 'globex', role: 'member' }];
const ALL = [{ id: 'acme', plan: 'gold' }, { id: 'globex', plan: 'free' }, { id: 'initech', plan: 'gold' }];

export const ORGANIZATIONS: Recipe = {
  title: 'Organizations of a user, with the plan of each',
  text: `A query reads the memberships of the user. \`itemForEach\` then reads the organizations that they name, side by side. The two are joined by the id:
\`hasMemberValue\` looks for the id of the current organization among those that the user owns.`,
  tables: { membershipTable: ['sub', 'organizationId'], organizationTable: ['id'] },
  props: ({ tables: { membershipTable, organizationTable } }) => {
    const memberships = TableSource.query('memberships', { table: membershipTable, key: { sub: Value.sub() }, limit: 25 });
    const organizations = TableSource.itemForEach('organizations', {
      table: organizationTable,
      keys: { id: memberships.items().mapEach(Value.element('organizationId')) },
      limit: 25,
    });
    const owned = memberships.items().filter(Value.element('role').isEqualTo('owner')).mapEach(Value.element('organizationId'));
    const isOwned = owned.hasMemberValue(Value.element('id'));
    return {
      claims: [
        ClaimRule.set('organizations', organizations.items().mapEach(Value.objectOf({
          id: Value.element('id'),
          plan: Value.element('plan'),
          role: Value.choose(isOwned, Value.literal('owner')),
        })), { tokens: [TokenType.ACCESS], usedForAuthorization: true }),
      ],
      scopes: [
        // only the plans of organizations that the user owns
        ScopeRule.add('reports/export', { when: organizations.items().filter(isOwned).mapEach(Value.element('plan')).hasMember('gold') }),
      ],
    };
  },
  situations: [
    {
      name: 'The user owns one organization, and is a member of another',
      given: { items: { memberships: MEMBERSHIPS, organizations: ALL } },
      gives: {
        accessToken: {
          organizations: [{ id: 'acme', plan: 'gold', role: 'owner' }, { id: 'globex', plan: 'free' }],
          scope: 'openid reports/export',
        },
      },
    },
    {
      name: 'The user is a member of an organization with the plan, but does not own it',
      given: { items: { memberships: [{ organizationId: 'initech', role: 'member' }], organizations: ALL } },
      gives: { accessToken: { organizations: [{ id: 'initech', plan: 'gold' }], scope: 'openid' } },
    },
    {
      name: 'The organization that the user owns has no item',
      given: { items: { memberships: MEMBERSHIPS, organizations: [{ id: 'globex', plan: 'free' }] } },
      gives: { accessToken: { organizations: [{ id: 'globex', plan: 'free' }], scope: 'openid' } },
    },
    {
      name: 'The user has no memberships',
      given: {},
      gives: { accessToken: { organizations: [], scope: 'openid' } },
    },
    {
      name: 'The user has more memberships than the limit',
      given: { items: { memberships: Array.from({ length: 26 }, (_, index) => ({ organizationId: `o${index}`, role: 'owner' })) } },
      gives: { denied: 'READ' },
    },
    {
      name: 'The organizations cannot be read',
      given: { items: { memberships: MEMBERSHIPS }, failingSources: ['organizations'] },
      gives: { denied: 'READ' },
    },
    {
      name: 'The memberships cannot be read',
      given: { items: { organizations: ALL }, failingSources: ['memberships'] },
      gives: { denied: 'READ' },
    },
  ],
  remarks: `A user with too many memberships is denied, because the claim is used for authorization. \`limit\` can be up to 100 for \`itemForEach\`. Inside a
list, \`Value.element\` is the element of that list, never of the list around it. So an attribute of a membership cannot be copied into the object
of an organization: test for each value of the attribute, as with the role here, or store it in the item of the organization.`,
};
