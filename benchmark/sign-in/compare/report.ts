import type { Handlers } from './handlers';
import type { Comparison } from './run';
import type { Spread } from '../../statistics';
import { table, withQuartiles } from '../markdown';

const NAMES: { readonly [handler in keyof Handlers]: string } = {
  identity: 'identity',
  eventAlone: '**ours**, event alone',
  ours: '**ours**, one table',
  handSigned: 'request signed by hand',
  documentClientBundled: 'document client, bundled',
  documentClient: 'document client, node_modules',
};

/** The title of a ratio, its value, number of digits, and target. */
const RATIOS: ReadonlyArray<readonly [text: string, ratio: (comparison: Comparison) => Spread, digits: number, target: string]> = [
  ['cold start over identity, to document client from node_modules', ({ cold }) => cold.ratios.coldVersusDocumentClient, 2, '0.45'],
  ['cold start over identity, to document client bundled', ({ cold }) => cold.ratios.coldVersusDocumentClientBundled, 2, '-'],
  ['cold start over identity, to request signed by hand', ({ cold }) => cold.ratios.coldVersusHandSigned, 2, '-'],
  ['whole cold start without sources, to identity', ({ cold }) => cold.ratios.coldWithoutSourcesVersusIdentity, 2, '-'],
  ['CPU until the first token over identity, to document client from node_modules', ({ cold }) => cold.ratios.coldCpuVersusDocumentClient, 2, '-'],
  ['CPU until the first token over identity, to request signed by hand', ({ cold }) => cold.ratios.coldCpuVersusHandSigned, 2, '-'],
  ['peak memory at the first token, to document client from node_modules', ({ cold }) => cold.ratios.memoryVersusDocumentClient, 2, '-'],
  ['peak memory at the first token, to request signed by hand', ({ cold }) => cold.ratios.memoryVersusHandSigned, 2, '-'],
  ['warm CPU per event, to document client from node_modules', ({ warm }) => warm.ratios.warmCpuVersusDocumentClient, 2, '0.75'],
  ['warm CPU per event, to request signed by hand', ({ warm }) => warm.ratios.warmCpuVersusHandSigned, 2, '-'],
  ['warm time per event, to document client from node_modules', ({ warm }) => warm.ratios.warmTimeVersusDocumentClient, 2, '-'],
  ['twenty rules, microseconds over identity, line of the log made and not written', ({ warm }) => warm.ratios.twentyRulesMicroseconds, 1, '25'],
  ['the same, line written to /dev/null', ({ warm }) => warm.ratios.twentyRulesMicrosecondsLoggedToNull, 1, '-'],
  ['the same, line written to a pipe', ({ warm }) => warm.ratios.twentyRulesMicrosecondsLogged, 1, '-'],
];

export function report(comparisons: readonly Comparison[]): string {
  const [{ starts, processes, zipBytes }] = comparisons;
  const kilobytes = (key: keyof Handlers): string => (zipBytes[key] / 1024).toFixed(1);
  return [
    `Medians (quartiles) of ${starts} starts and ${processes} warm processes, in random order, each round with every handler and version of Node.js.`,
    table(
      ['Ratio', ...comparisons.map(({ node }) => `Node.js ${node}`), 'at most'],
      [
        ...RATIOS.map(([text, ratio, digits, target]) => [text, ...comparisons.map(each => withQuartiles(ratio(each), digits)), target]),
        ['zip of the asset, KB', ...comparisons.map(() => kilobytes('ours')), '60'],
      ],
    ),
    ...comparisons.flatMap(raw),
    `KB of the zip: identity ${kilobytes('identity')}, ours ${kilobytes('ours')}, request signed by hand ${kilobytes('handSigned')}, document client bundled ${kilobytes('documentClientBundled')}.`,
  ].join('\n\n');
}

/** The measurements on this machine from which the ratios are computed. */
function raw({ node, cold, warm }: Comparison): readonly string[] {
  const keys = Object.keys(NAMES) as Array<keyof Handlers>;
  return [
    `Node.js ${node}, cold:`,
    table(
      ['Handler', 'ms over identity', 'ms in all', 'ms init', 'ms first event', 'ms CPU', 'MB at most'],
      keys.map(key => {
        const { wall, overIdentity, init, first, cpu, megabytes } = cold.handlers[key];
        return [NAMES[key], key === 'identity' ? '-' : withQuartiles(overIdentity, 1), ...[wall, init, first, cpu, megabytes].map(each => withQuartiles(each, 1))];
      }),
    ),
    `Node.js ${node}, warm:`,
    table(
      ['Handler', 'µs CPU', 'µs p50', 'µs p99', 'MB at most'],
      keys.map(key => {
        const { cpu, p50, p99, megabytes } = warm.handlers[key];
        return [NAMES[key], ...[cpu, p50, p99, megabytes].map(each => withQuartiles(each, 0))];
      }),
    ),
  ];
}
