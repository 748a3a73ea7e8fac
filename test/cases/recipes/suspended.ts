import type { Recipe } from './recipe';
import { DenyRule, Subject, TableSource, TriggerSource, Value } from '../../../src';

const MACHINE = { triggerSource: TriggerSource.CLIENT_CREDENTIALS, scopes: ['orders/read'] };

export const SUSPENDED: Recipe = {
  title: 'Suspended users and suspended app clients',
  text: `The table has an item for each user and each app client that is suspended, with the \`sub\` or the client ID as the key. A suspended app client gets
no token of its own (client credentials), and nobody can sign in with it. The rule for machines selects trigger event version V3_0, without which
Cognito does not call the function for client credentials.`,
  tables: { suspensionTable: ['id'] },
  props: ({ tables: { suspensionTable } }) => {
    const account = TableSource.item('account', { table: suspensionTable, key: { id: Value.sub() } });
    const application = TableSource.item('application', { table: suspensionTable, key: { id: Value.clientId() } });
    return {
      deny: [
        DenyRule.when(account.exists(), 'Your account is suspended: ask your administrator'),
        DenyRule.when(application.exists(), 'This application is suspended', { subjects: [Subject.USER, Subject.MACHINE] }),
      ],
    };
  },
  situations: [
    { name: 'Neither the user nor the app client has an item', given: {}, gives: { accessToken: { scope: 'openid' } } },
    { name: 'The user has an item', given: { items: { account: { reason: 'fraud' } } }, gives: { denied: 'DENIED' } },
    { name: 'The app client has an item, and a user signs in with it', given: { items: { application: { reason: 'leaked secret' } } }, gives: { denied: 'DENIED' } },
    { name: 'A machine has no item', given: MACHINE, gives: { accessToken: { scope: 'orders/read' } } },
    { name: 'A machine has an item', given: { ...MACHINE, items: { application: { reason: 'leaked secret' } } }, gives: { denied: 'DENIED' } },
    { name: 'The table cannot be read, for a user', given: { failingSources: ['account'] }, gives: { denied: 'READ' } },
    { name: 'The table cannot be read, for a machine', given: { ...MACHINE, failingSources: ['application'] }, gives: { denied: 'READ' } },
  ],
  remarks: `A suspension applies to new tokens, at sign-in and at refresh. Issued tokens stay valid until they expire. To suspend all app clients except those
that are listed, deny on \`application.exists().negate()\`.`,
};
