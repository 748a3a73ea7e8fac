import { Command, Option } from 'commander';
import { appOption, cedarNamespace, withExamples } from './options';
import { contractsOf } from '../contract/contracts';
import { FORMATS } from '../contract/formats';
import { UsageError } from '../errors';

interface ContractOptions {
  readonly app: string;
  readonly format: string;
  readonly token: 'id' | 'access';
  readonly namespace: string;
  readonly json?: true;
}

export function contractCommand(): Command {
  return withExamples(new Command('contract')
    .description('print the claims, scopes and groups that tokens can have, for those who read tokens')
    .argument('[enricher]', 'construct path of a TokenEnricher, or its unambiguous end (default: the only one)')
    .addOption(appOption())
    .addOption(new Option('--format <format>', 'format; languages beside TypeScript need quicktype-core').choices(Object.keys(FORMATS)).default('markdown'))
    .addOption(new Option('--token <token>', 'token of the JSON Schema').choices(['id', 'access']).default('access'))
    .option('--namespace <name>', 'namespace of the Cedar schema', cedarNamespace, 'App')
    .addOption(new Option('--json', 'the contract for programs and `token-enricher diff`, as --format json').conflicts('format'))
    .action(contract), [
    ['token-enricher contract', 'tables of claims and scopes'],
    ['token-enricher contract --format typescript > claims.ts', 'types for a back end'],
    ['token-enricher contract --json > contract.json', 'a file to compare with'],
  ]);
}

async function contract(enricher: string | undefined, { app, format, token, namespace, json }: ContractOptions): Promise<void> {
  const contracts = contractsOf(app, enricher === undefined ? [] : [enricher]);
  if (contracts.length > 1) {
    throw new UsageError([`Name an enricher: the app has ${contracts.map(each => each.enricher).join(', ')}.`]);
  }
  process.stdout.write(await FORMATS[json ? 'json' : format](contracts[0], { token: token === 'id' ? 'ID' : 'ACCESS', namespace }));
}
