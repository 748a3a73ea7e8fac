import type { Handlers } from './handlers';
import type { LambdaNode } from '../../../test/local/lambda-node';
import { median, quantile, ratio, spread, type Spread } from '../../statistics';
import { inRounds, type Case } from '../measure';
import type { Setting } from '../setting';
import type { Started } from '../start';

/** Measurements of consecutive events, in microseconds and megabytes. */
export interface Warm {
  readonly cpu: Spread;
  readonly p50: Spread;
  readonly p99: Spread;
  readonly megabytes: Spread;
}

export interface WarmComparison {
  readonly handlers: { readonly [handler in keyof Handlers]: Warm };
  readonly ratios: {
    readonly warmCpuVersusDocumentClient: Spread;
    readonly warmCpuVersusDocumentClientBundled: Spread;
    readonly warmCpuVersusHandSigned: Spread;
    readonly warmTimeVersusDocumentClient: Spread;
    /** Microseconds of the rules per event, without writing the log line. */
    readonly twentyRulesMicroseconds: Spread;
    /** The same, with the log line written to the null device, and to a pipe as in Lambda. */
    readonly twentyRulesMicrosecondsLoggedToNull: Spread;
    readonly twentyRulesMicrosecondsLogged: Spread;
  };
}

/** Calls until V8 has compiled most code, and measured calls. */
const WITH_TABLE = { warmUp: 3000, calls: 4000 };
/** More calls for events that take only microseconds. */
const EVENT_ALONE = { warmUp: 20_000, calls: 20_000 };
/** One round measures nothing: it shows that the benchmark works. */
const ONE_ROUND = { warmUp: 0, calls: 200 };

const CASES: ReadonlyArray<readonly [name: string, handler: keyof Handlers, options: Omit<Case['options'], 'node'>]> = [
  ['identity', 'identity', EVENT_ALONE],
  ['eventAlone', 'eventAlone', EVENT_ALONE],
  ['unlogged', 'eventAlone', { ...EVENT_ALONE, log: 'none' }],
  ['loggedToNull', 'eventAlone', { ...EVENT_ALONE, log: 'null' }],
  ...(['ours', 'documentClient', 'documentClientBundled', 'handSigned'] as const).map(each => [each, each, WITH_TABLE] as const),
];

/** Measures warm processes of every handler, on several versions of Node.js in the same rounds. */
export async function compareWarm(
  setting: Setting, handlers: Handlers, nodes: readonly LambdaNode[], rounds: number,
): Promise<ReadonlyMap<LambdaNode, WarmComparison>> {
  const calls = rounds === 1 ? ONE_ROUND : {};
  const cases = nodes.flatMap(node => CASES.map(([name, handler, options]) => ({
    name, variant: handlers[handler], options: { node, ...options, ...calls },
  })));
  const measured = await inRounds(setting, cases, rounds);
  return new Map(nodes.map(node => {
    const own = new Map(cases.filter(({ options }) => options.node === node).map(each => [each.name, measured.get(each)!]));
    return [node, compare(name => own.get(name)!)];
  }));
}

function compare(processes: (name: string) => readonly Started[]): WarmComparison {
  const cpu = (name: string): number[] => processes(name).map(each => each.cpu / each.times.length * 1000);
  const p50 = (name: string): number[] => processes(name).map(({ times }) => median(times) * 1000);
  const perEvent = (name: string): number[] => processes(name).map(({ batches }) => median(batches) * 1000);
  const overIdentity = (name: string): Spread => {
    const [own, identity] = [perEvent(name), perEvent('identity')];
    return { ...spread(own.map((each, round) => each - identity[round])), median: median(own) - median(identity) };
  };
  const names = CASES.map(([name]) => name).filter(name => name !== 'unlogged' && name !== 'loggedToNull');
  return {
    handlers: Object.fromEntries(names.map(name => [name, {
      cpu: spread(cpu(name)),
      p50: spread(p50(name)),
      p99: spread(processes(name).map(({ times }) => quantile(times, 0.99) * 1000)),
      megabytes: spread(processes(name).map(({ warmMemory }) => warmMemory / 1024)),
    }])) as unknown as WarmComparison['handlers'],
    ratios: {
      warmCpuVersusDocumentClient: ratio(cpu('ours'), cpu('documentClient')),
      warmCpuVersusDocumentClientBundled: ratio(cpu('ours'), cpu('documentClientBundled')),
      warmCpuVersusHandSigned: ratio(cpu('ours'), cpu('handSigned')),
      warmTimeVersusDocumentClient: ratio(p50('ours'), p50('documentClient')),
      twentyRulesMicroseconds: overIdentity('unlogged'),
      twentyRulesMicrosecondsLoggedToNull: overIdentity('loggedToNull'),
      twentyRulesMicrosecondsLogged: overIdentity('eventAlone'),
    },
  };
}
