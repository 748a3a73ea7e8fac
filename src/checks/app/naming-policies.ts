import type { AppCheck } from './app-check';
import { checkNames } from '../../naming/check-names';
import { nameOfPolicy, NamingPolicy } from '../../naming/naming-policy';

/** Names of claims and scopes that violate a naming policy of a construct around the enricher. */
export const NAMING_POLICIES: AppCheck = {
  name: 'Naming',
  finds: 'a claim or scope whose name violates a naming policy of the app',
  findings: ({ compilation: { document }, scope }) => {
    const findings = NamingPolicy._above(scope).map(({ scope: above, naming }) =>
      checkNames(document, naming, nameOfPolicy(above)));
    return { problems: findings.flatMap(({ problems }) => problems), warnings: findings.flatMap(({ warnings }) => warnings) };
  },
};
