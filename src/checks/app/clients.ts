import type { AppCheck } from './app-check';
import { recognizePool } from '../../cdk/pools';

/** Clients that never ask for tokens of the pools of the enricher. */
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
        allowed: `app clients of the user pool of the rules, ${resources.map(({ node }) => node.path).join(' or ')}`,
        fix: 'name a client of that pool; no other one gets its tokens',
      }];
    }) : [],
  }),
};
