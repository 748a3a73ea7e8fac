import { CONTRACT_METADATA, CONTRACT_VERSION, type Contract } from '../../../src/contract/model';
import { readCloudAssembly } from '../app/cloud-assembly';
import { Deployment } from '../app/deployment';
import type { FoundEnricher } from '../app/enrichers';
import { findEnrichers } from '../app/load-app';
import { UsageError } from '../errors';

/**
 * The contracts of the enrichers of an app, which synthesis left in the manifest.
 *
 * @param chosen construct paths of enrichers, or their unambiguous ends; all if empty
 */
export function contractsOf(folder: string, chosen: readonly string[]): readonly Contract[] {
  const deployment = Deployment.ofTemplates(readCloudAssembly(folder));
  return contractsIn(deployment, folder, findEnrichers(deployment, folder, chosen));
}

/** @param folder the cloud assembly, for problems */
export function contractsIn(deployment: Deployment, folder: string, enrichers: readonly FoundEnricher[]): readonly Contract[] {
  return enrichers.map(({ enricher: { path } }) => {
    const entries = deployment.stacks.flatMap(({ metadata }) => metadata[`/${path}`] ?? []);
    const data = entries.findLast(({ type }) => type === CONTRACT_METADATA)?.data;
    if (data === undefined) {
      throw new UsageError([`${folder} has no contract of ${path}: an older version of cdk-cognito-token-enricher synthesized it. Update the library, and run \`npx cdk synth\`.`]);
    }
    return checkedContract(data, `the contract of ${path} in ${folder}`);
  });
}

const LISTS = ['tokens', 'denials', 'sources', 'permissions', 'trusted', 'sizes'] as const satisfies ReadonlyArray<keyof Contract>;

/** @param name for messages */
export function checkedContract(data: unknown, name: string): Contract {
  const { version, scopes, ...parts } = (data ?? {}) as Partial<Contract>;
  if (version === undefined || typeof scopes !== 'object' || LISTS.some(list => !Array.isArray(parts[list]))) {
    throw new UsageError([`${name} is no contract: \`token-enricher contract --format json\` and \`enricher.contract.toJson()\` write one.`]);
  }
  if (version !== CONTRACT_VERSION) {
    throw new UsageError([`${name} has version ${String(version)}, this command reads ${CONTRACT_VERSION}: use the version of token-enricher of the library that wrote it.`]);
  }
  return data as Contract;
}
