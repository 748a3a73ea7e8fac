import { Command } from 'commander';
import { appOption, withExamples } from './options';
import { printable } from './text';
import { inventoryOf } from '../inventory/inventory';
import { inventoryText } from '../inventory/text';

interface ListOptions {
  readonly app: string;
  readonly json?: true;
}

export function listCommand(): Command {
  return withExamples(new Command('list')
    .description('list the enrichers of the app, with their pools, rules, sources, permissions and warnings')
    .argument('[enrichers...]', 'construct paths of TokenEnrichers, or their unambiguous ends (default: all)')
    .addOption(appOption())
    .option('--json', 'an inventory over all stages and stacks, for programs')
    .action((enrichers: readonly string[], { app, json }: ListOptions) => {
      const inventory = inventoryOf(app, enrichers);
      process.stdout.write(json ? `${JSON.stringify(inventory, null, 2)}\n` : printable(inventoryText(inventory)));
    }), [
    ['token-enricher list', 'all enrichers of cdk.out'],
    ['token-enricher list Prod/Auth/TokenEnricher', 'one of them'],
    ["token-enricher list --json | jq '.enrichers[].warnings'", 'warnings, for CI'],
  ]);
}
