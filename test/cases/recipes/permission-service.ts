import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Recipe } from './recipe';
import { ClaimRule, DenyRule, FunctionSource, ItemAttributeType, OnError, Value } from '../../../src';

export const PERMISSION_SERVICE: Recipe = {
  title: 'A relational database or a permission service',
  text: `What is not in DynamoDB comes from a Lambda function of yours: it connects to the database, or calls Amazon Verified Permissions or a directory.
It gets the \`sub\` of the user and nothing else, and answers with a JSON object such as \`{ "permissions": ["orders:read"], "tenant": "acme", "suspended": false }\`,
or with null for a user whom it does not know. The enricher may invoke this function alone.`,
  props: ({ stack }) => {
    const handler = lambda.Function.fromFunctionName(stack, 'Directory', 'directory');
    const directory = FunctionSource.of('directory', {
      handler,
      input: { sub: Value.sub() },
      timeout: Duration.millis(2500),
      onError: OnError.USE_STALE,
      maxStale: Duration.minutes(15),
    });
    return {
      deny: [DenyRule.when(directory.attribute('suspended').isTrue(), 'Your account is suspended: ask your administrator')],
      claims: [
        ClaimRule.set('permissions', directory.attribute('permissions', { valueType: ItemAttributeType.STRING_LIST }), { usedForAuthorization: true }),
        ClaimRule.set('tenant', directory.attribute('tenant', { valueType: ItemAttributeType.STRING }), { usedForAuthorization: true }),
      ],
    };
  },
  situations: [
    {
      name: 'The function knows the user',
      given: { items: { directory: { permissions: ['orders:read'], tenant: 'acme', suspended: false } } },
      gives: { accessToken: { permissions: ['orders:read'], tenant: 'acme' } },
    },
    { name: 'It answers with null', given: {}, gives: { accessToken: { permissions: undefined, tenant: undefined } } },
    { name: 'It says that the user is suspended', given: { items: { directory: { permissions: [], suspended: true } } }, gives: { denied: 'DENIED' } },
    {
      name: 'It answers with permissions of another type',
      given: { items: { directory: { permissions: 'orders:read', tenant: 'acme' } } },
      gives: { denied: 'UNCERTAIN' },
    },
    { name: 'It fails, is throttled, or does not answer in time, and there is no answer from before', given: { failingSources: ['directory'] }, gives: { denied: 'READ' } },
  ],
  remarks: `A user waits for the function, so keep it warm (provisioned concurrency), and let it answer from few queries. \`input\` can have several values, of any
type. If the function is in the stack of the user pool and refers to it, the two depend on each other: synthesis says so, and how to attach the enricher.`,
};
