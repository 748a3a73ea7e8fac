import type { AppCheck } from './app-check';
import { poolOf } from './pool-members';
import { authorPath } from '../../cdk/paths';

/** App clients that never request tokens from the user pools of the enricher. */
export const FOREIGN_CLIENT: AppCheck = {
  name: 'ForeignClient',
  finds: 'an app client of another user pool',
  findings: ({ compilation: { clients }, resource, resources }) => ({
    problems: resource ? [...clients.named.values()].flatMap(({ resource: client, path }) => {
      const { resources: pools, isOpen } = poolOf(client);
      return isOpen || pools.length === 0 || pools.some(pool => resources.some(each => each === pool)) ? [] : [{
        check: 'ForeignClient',
        path,
        given: `${authorPath(client)}, an app client of ${pools.map(authorPath).join(' or ')}`,
        allowed: `an app client of the user pool that the enricher is attached to, ${resources.map(authorPath).join(' or ')}`,
        fix: 'name an app client of that user pool; other clients never get its tokens',
      }];
    }) : [],
  }),
};
