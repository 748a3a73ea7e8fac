import type { AppCheck } from './app-check';
import { recognizePool } from '../../../attachment/pool';

/** Clients that never ask for tokens of this pool. */
export const FOREIGN_CLIENT: AppCheck = {
  name: 'ForeignClient',
  finds: 'an app client of another user pool',
  findings: ({ compilation: { clients }, resource }) => ({
    problems: resource ? [...clients.named.values()].flatMap(({ resource: client, description, path }) => {
      const pool = recognizePool(client.userPoolId);
      return pool.resource === undefined || pool.resource === resource ? [] : [{
        check: 'ForeignClient',
        path,
        given: `${description}, an app client of ${pool.resource.node.path}`,
        allowed: `app clients of the user pool of the rules, ${resource.node.path}`,
        fix: 'name a client of that pool; no other one gets its tokens',
      }];
    }) : [],
  }),
};
