import type { AppCheck } from './app-check';
import { recognizePool } from '../../cdk/pools';

/** App clients that never request tokens from the user pools of the enricher. */
export const FOREIGN_CLIENT: AppCheck = {
  name: 'ForeignClient',
  finds: 'an app client of another user pool',
  findings: ({ compilation: { clients }, resource, resources }) => ({
    problems: resource ? [...clients.named.values()].flatMap(({ resource: client, description, path }) => {
      const pool = recognizePool(client.userPoolId);
      return pool.resource === undefined || resources.includes(pool.resource) ? [] : [{
        check: 'ForeignClient',
        path,
        given: `${description}, an app client of ${pool.resource.node.path}`,
        allowed: `an app client of the user pool that the enricher is attached to, ${resources.map(({ node }) => node.path).join(' or ')}`,
        fix: 'name an app client of that user pool; other clients never get its tokens',
      }];
    }) : [],
  }),
};
