import type { Recipe } from './recipe';
import { ClaimRule, ItemAttributeType, SortKeyCondition, TableSource, Value } from '../../../src';

/** Two tenants. Jane works for both; her account names the one that she uses now. */
const ITEMS = [
  { pk: 'USER#jane', sk: 'ACCOUNT', tenant: 'acme' },
  { pk: 'USER#john', sk: 'ACCOUNT', tenant: 'acme' },
  { pk: 'TENANT#acme', sk: 'SETTINGS', plan: 'gold' },
  { pk: 'TENANT#acme', sk: 'ROLE#jane#editor', role: 'editor' },
  { pk: 'TENANT#acme', sk: 'ROLE#john#admin', role: 'admin' },
  { pk: 'TENANT#acme', sk: 'PROJECT#1', project: 'rocket', member: 'acme#jane', sub: 'jane' },
  { pk: 'TENANT#globex', sk: 'SETTINGS', plan: 'free' },
  { pk: 'TENANT#globex', sk: 'ROLE#jane#owner', role: 'owner' },
  { pk: 'TENANT#globex', sk: 'PROJECT#1', project: 'submarine', member: 'globex#jane', sub: 'jane' },
];

const OF_JANE = { tenant: 'acme', plan: 'gold', roles: ['editor'], projects: ['rocket'] };

export const SINGLE_TABLE: Recipe = {
  title: 'Tenants in a single table, and tests that show that they are isolated',
  text: `The account of the user names the tenant, and all other keys contain it. Previews with \`tables\` read a whole table by key, index and sort key
condition as DynamoDB does, with items of two tenants in it. So they show what a token must never contain.`,
  tables: { appTable: ['pk', 'sk'] },
  indexes: { appTable: { byMember: ['member'], bySub: ['sub'] } },
  props: ({ tables: { appTable } }) => {
    const account = TableSource.item('account', { table: appTable, key: { pk: Value.template('USER#{{user.sub}}'), sk: Value.literal('ACCOUNT') } });
    const tenant = account.attribute('tenant', { valueType: ItemAttributeType.STRING });
    const tenantKey = tenant.withPrefix('TENANT#');
    const settings = TableSource.item('settings', { table: appTable, key: { pk: tenantKey, sk: Value.literal('SETTINGS') } });
    const roles = TableSource.query('roles', {
      table: appTable,
      key: { pk: tenantKey },
      sort: SortKeyCondition.beginsWith('sk', Value.template('ROLE#{{user.sub}}#')),
    });
    const projects = TableSource.query('projects', {
      table: appTable,
      indexName: 'byMember',
      key: { member: Value.listOf(tenant, Value.sub()).join('#') },
    });
    return {
      claims: [
        ClaimRule.set('tenant', tenant),
        ClaimRule.set('plan', settings.attribute('plan')),
        ClaimRule.set('roles', roles.items().mapEach(Value.element('role'))),
        ClaimRule.set('projects', projects.items().mapEach(Value.element('project'))),
      ],
    };
  },
  situations: [
    {
      name: 'Jane uses the tenant of her account',
      given: { userAttributes: { sub: 'jane' }, tables: { settings: ITEMS } },
      gives: { accessToken: OF_JANE },
    },
    {
      name: 'Jane sends the name of her other tenant as client metadata',
      given: { userAttributes: { sub: 'jane' }, tables: { settings: ITEMS }, clientMetadata: { tenant: 'globex' } },
      gives: { accessToken: OF_JANE },
    },
    {
      name: 'John has another role in the same tenant, and no project',
      given: { userAttributes: { sub: 'john' }, tables: { settings: ITEMS } },
      gives: { accessToken: { tenant: 'acme', plan: 'gold', roles: ['admin'], projects: [] } },
    },
    {
      name: 'The user has no account',
      given: { userAttributes: { sub: 'nobody' } },
      gives: { accessToken: { tenant: undefined, plan: undefined, roles: [], projects: [] } },
    },
    {
      name: 'The account cannot be read',
      given: { userAttributes: { sub: 'jane' }, tables: { settings: ITEMS }, failingSources: ['account'] },
      gives: { denied: 'READ' },
    },
  ],
  mistakes: [
    { name: 'A misspelled key', code: "'TENANT#'", instead: "'TENNANT#'", fails: 'Jane uses the tenant of her account' },
    {
      name: 'A missing sort key condition',
      code: "sort: SortKeyCondition.beginsWith('sk', Value.template('ROLE#{{user.sub}}#')),",
      instead: '',
      fails: 'Jane uses the tenant of her account',
    },
    {
      name: 'A sort key condition without the user',
      code: "'ROLE#{{user.sub}}#'",
      instead: "'ROLE#'",
      fails: 'John has another role in the same tenant, and no project',
    },
    {
      name: 'An index that finds items of all tenants',
      code: "indexName: 'byMember',\n      key: { member: Value.listOf(tenant, Value.sub()).join('#') },",
      instead: "indexName: 'bySub',\n      key: { sub: Value.sub() },",
      fails: 'Jane uses the tenant of her account',
    },
    {
      name: 'The tenant from client metadata',
      code: "account.attribute('tenant', { valueType: ItemAttributeType.STRING })",
      instead: "Value.untrustedClientMetadata('tenant').assumeTrusted('our web app sends it')",
      fails: 'Jane sends the name of her other tenant as client metadata',
    },
  ],
  remarks: `\`preview.reads\` has the computed key of each read and the items that it found, for tests of keys alone. Everybody can send client metadata, whatever
your web app sends.`,
};
