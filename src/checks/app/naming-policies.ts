import type { AppCheck } from './app-check';
import { checkNames } from '../../naming/check-names';
import { NamingPolicy } from '../../naming/naming-policy';

/** Names that are not as the policies above the enricher want them. */
export const NAMING_POLICIES: AppCheck = {
  name: 'Naming',
  finds: 'a claim or scope whose name is not as the naming policy of the app wants it',
  findings: ({ compilation: { document }, scope }) => {
    const findings = NamingPolicy._above(scope).map(({ scope: { node }, naming }) =>
      checkNames(document, naming, node.path === '' ? 'the naming policy of the app' : `the naming policy of ${node.path}`));
    return { problems: findings.flatMap(({ problems }) => problems), warnings: findings.flatMap(({ warnings }) => warnings) };
  },
};
