import * as path from 'node:path';
import type { RulesetDocument } from '../../../src/core/document/document';
import { didYouMean } from '../../../src/problems/problems';
import { UsageError } from '../errors';
import { readCloudAssembly } from './cloud-assembly';
import { Deployment } from './deployment';
import { enrichersOf, type FoundEnricher } from './enrichers';
import { invokedFunctions } from './functions';
import type { LocalApp } from './model';
import { poolsOf, replicaTriggers } from './pools';
import { importedTables, isRead, tablesOf } from './tables';

export interface LoadedApp extends LocalApp {
  /** Documents by the paths of their enrichers. */
  readonly documents: ReadonlyMap<string, RulesetDocument>;
}

/**
 * Loads the app of a cloud assembly, as a deployment would create it.
 *
 * @param folder the cloud assembly
 * @param chosen construct paths of enrichers, or their unambiguous ends; all if empty
 * @param values that only a deployment knows, by their names
 */
export function loadApp(folder: string, chosen: readonly string[] = [], values: Readonly<Record<string, string>> = {}): LoadedApp {
  const deployment = new Deployment(readCloudAssembly(path.resolve(folder)), values);
  const found = findEnrichers(deployment, folder, chosen);
  const replicas = replicaTriggers(deployment, found);
  const pools = poolsOf(deployment, found).filter(({ trigger, clients }) => chosen.length === 0 ? trigger || clients.length > 0 : trigger);
  const deployed = found.map(({ document, enricher: { environment } }) => ({ document, environment }));
  const all = tablesOf(deployment);
  const own = all.filter(isRead(deployed));
  const imported = importedTables(deployed, all);
  const parameters = deployment.resources('AWS::SSM::Parameter').map(placed =>
    [String(deployment.property(placed, 'Name')), String(deployment.property(placed, 'Value'))] as const);
  return {
    folder: path.resolve(folder),
    pools,
    enrichers: found.map(({ enricher }) => enricher),
    tables: [...own, ...imported],
    functions: invokedFunctions(deployed, deployment),
    parameters: new Map(parameters),
    standIns: deployment.standIns,
    notices: [
      ...found.flatMap(({ notices }) => notices),
      ...found.filter(({ enricher }) => !pools.some(({ trigger }) => trigger?.enricher === enricher))
        .map(({ enricher }) => replicas.includes(enricher)
          ? `${enricher.path} is the trigger of a replica: run \`token-enricher serve ${enricher.path}\` to sign in with it.`
          : `No user pool of the app calls ${enricher.path}: attach it to one to sign in with it.`),
      ...pools.filter(({ clients }) => clients.length === 0)
        .map(pool => `${pool.path} has no app client in the app: add one with \`userPool.addClient(...)\` to sign in to it.`),
      ...imported.map(({ name }) => `The table ${name} is not in the app: here it has the keys that the rules name, as strings.`),
    ],
    documents: new Map(found.map(({ enricher, document }) => [enricher.path, document])),
  };
}

/**
 * The enrichers of an app.
 *
 * @param folder the cloud assembly, for problems
 * @param chosen construct paths, or their unambiguous ends; all if empty
 */
export function findEnrichers(deployment: Deployment, folder: string, chosen: readonly string[]): readonly FoundEnricher[] {
  const enrichers = enrichersOf(deployment);
  if (enrichers.length === 0) {
    throw new UsageError([`There is no TokenEnricher in ${path.resolve(folder)}: add one to the app, run \`npx cdk synth\`, or name another cloud assembly with --app.`]);
  }
  return choose(enrichers, chosen);
}

function choose(all: readonly FoundEnricher[], chosen: readonly string[]): readonly FoundEnricher[] {
  const paths = all.map(({ enricher }) => enricher.path);
  return chosen.length === 0 ? all : [...new Set(chosen.map(name => {
    const ending = byPath(name, all, ({ enricher }) => enricher.path);
    if (ending.length !== 1) {
      throw new UsageError([ending.length === 0
        ? `The app has no TokenEnricher '${name}'${didYouMean(name, [...paths, ...paths.map(each => each.slice(each.lastIndexOf('/') + 1))]) || '.'} It has ${paths.join(', ')}.`
        : `'${name}' names ${ending.map(({ enricher }) => enricher.path).join(' and ')}: give more of the path.`]);
    }
    return ending[0];
  }))];
}

/** Elements whose construct path is the name, or else those whose path ends with it. */
export function byPath<T>(name: string, all: readonly T[], pathOf: (each: T) => string): readonly T[] {
  const exact = all.filter(each => pathOf(each) === name);
  return exact.length > 0 ? exact : all.filter(each => pathOf(each).endsWith(`/${name}`));
}
