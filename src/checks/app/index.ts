import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import type { AppCheck, AppFindings, CheckedApp } from './app-check';
import { POOL_FACTS_CONTRADICTION, UNKNOWN_CUSTOM_ATTRIBUTE } from './attributes';
import { CALLER_CAN_AVOID } from './avoidable';
import { EXCLUDED_CLIENT, LINKED_USER, PUBLIC_CLIENT_GRANTS } from './callers';
import { UNREADABLE_ATTRIBUTE, USER_CONTROLLED_CLAIM } from './claims';
import { CHANGED_VALUE } from './early-values';
import { FOREIGN_CLIENT, NAMING_POLICIES, UNKNOWN_NAME, UNKNOWN_PROVIDER } from './names';
import { FEATURE_PLAN } from './plan';
import { poolWriters, showsClients } from './pool-writers';
import { appClients, NO_MEMBERS, poolMembers, poolNames } from './pools';
import { PROVENANCE } from './provenance';
import { FORGEABLE_SEPARATOR } from './separators';
import { IMPORTED_TABLE, TABLE_KEY, USERNAME_AS_KEY } from './tables';
import { IDENTITY_PROVIDER, recognizePool } from '../../cdk/pools';
import { renderedProperties } from '../../cdk/resources';
import type { Compilation } from '../../compiler/compile';
import type { PoolFacts } from '../../pool-facts';
import { TOKEN_LENGTH } from '../../token-size/max-token-size';

interface PoolProps {
  readonly userPool?: IUserPoolRef;
  /** All user pools that the enricher is attached to. */
  readonly userPools: ReadonlyArray<IUserPoolRef | undefined>;
  readonly poolFacts?: PoolFacts;
}


/** All checks that need the finished app. */
export const APP_CHECKS: readonly AppCheck[] = [
  FEATURE_PLAN,
  POOL_FACTS_CONTRADICTION,
  UNKNOWN_CUSTOM_ATTRIBUTE,
  UNKNOWN_PROVIDER,
  UNKNOWN_NAME,
  FOREIGN_CLIENT,
  TABLE_KEY,
  IMPORTED_TABLE,
  CHANGED_VALUE,
  PROVENANCE,
  USER_CONTROLLED_CLAIM,
  UNREADABLE_ATTRIBUTE,
  EXCLUDED_CLIENT,
  PUBLIC_CLIENT_GRANTS,
  LINKED_USER,
  CALLER_CAN_AVOID,
  USERNAME_AS_KEY,
  FORGEABLE_SEPARATOR,
  NAMING_POLICIES,
  TOKEN_LENGTH,
];

/** The input of the checks for one user pool of the enricher. */
export function checkedApp(compilation: Compilation, scope: IConstruct, { userPool, userPools, poolFacts }: PoolProps): CheckedApp {
  const resource = userPool && recognizePool(userPool).resource;
  const pool = resource && renderedProperties(resource);
  const providers = userPool ? poolMembers(userPool, IDENTITY_PROVIDER) : NO_MEMBERS;
  const clients = userPool ? appClients(userPool, providers, scope) : { certain: [], possible: [] };
  const resources = userPools.flatMap(each => (each && recognizePool(each).resource) ?? []);
  const known = {
    compilation,
    scope,
    clients: clients.certain,
    possibleClients: clients.possible,
    resources,
    showsAllPools: resources.length === userPools.length,
    ...(resource && { resource }),
    ...(pool && { pool }),
    ...(poolFacts && { facts: poolFacts }),
  };
  const writers = poolWriters({ ...known, rules: compilation.document.rules }, providers);
  const showsAllClients = showsClients(known) && clients.possible.length === 0 && !writers.clients.some(({ origin }) => origin === 'REGISTRATION');
  const shownProviders = showsClients(known) && providers.possible.length === 0 ? providers.certain : undefined;
  const names = userPool ? poolNames(userPool, showsAllClients ? known.clients : undefined, shownProviders) : {};
  return { ...known, writers, names, showsAllClients };
}

/** The findings for each user pool of an enricher. */
export function checkApps(apps: readonly CheckedApp[]): ReadonlyArray<Required<AppFindings>> {
  // the rules are the same for all pools, so a name is right if one of them has it
  const [scopes, groups, providers] = (['scopes', 'groups', 'providers'] as const).map(kind => {
    const names = apps.map(app => app.names[kind]);
    return names.includes(undefined) ? undefined : [...new Set(names.flatMap(each => each ?? []))];
  });
  const declared = apps.flatMap(({ facts }) => Object.values(facts?.mappedAttributes ?? {}).flat());
  const names = { ...scopes && { scopes }, ...groups && { groups }, ...providers && { providers: [...new Set([...providers, ...declared])] } };
  return apps.map(app => {
    const findings = APP_CHECKS.map(check => check.findings({ ...app, names }, apps));
    return { problems: findings.flatMap(({ problems = [] }) => problems), warnings: findings.flatMap(({ warnings = [] }) => warnings) };
  });
}
