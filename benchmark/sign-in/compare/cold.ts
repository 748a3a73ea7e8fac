import type { Handlers } from './handlers';
import type { LambdaNode } from '../../../test/local/lambda-node';
import { ratio, spread, median, type Spread } from '../../statistics';
import { inRounds } from '../measure';
import type { Setting } from '../setting';
import type { Started } from '../start';

/** Measurements of cold starts, in milliseconds and megabytes. */
export interface Cold {
  /** Time from the start of the process to its first response. */
  readonly wall: Spread;
  /** Time from loading the handler to its first response, minus that of the identity handler in the same round. */
  readonly overIdentity: Spread;
  readonly init: Spread;
  readonly first: Spread;
  /** CPU time of all threads. It determines the slowdown by a quota, and is least affected by other load on the machine. */
  readonly cpu: Spread;
  readonly megabytes: Spread;
}

type Starts = { readonly [handler in keyof Handlers]: readonly Started[] };

export interface ColdComparison {
  readonly handlers: { readonly [handler in keyof Handlers]: Cold };
  readonly ratios: {
    readonly coldVersusDocumentClient: Spread;
    readonly coldVersusDocumentClientBundled: Spread;
    readonly coldVersusHandSigned: Spread;
    readonly coldWithoutSourcesVersusIdentity: Spread;
    readonly coldCpuVersusDocumentClient: Spread;
    readonly coldCpuVersusHandSigned: Spread;
    readonly memoryVersusDocumentClient: Spread;
    readonly memoryVersusHandSigned: Spread;
  };
}

/** Measures cold starts of every handler, on several versions of Node.js in the same rounds. */
export async function compareCold(
  setting: Setting, handlers: Handlers, nodes: readonly LambdaNode[], starts: number,
): Promise<ReadonlyMap<LambdaNode, ColdComparison>> {
  const keys = Object.keys(handlers) as Array<keyof Handlers>;
  const cases = nodes.flatMap(node => keys.map(key => ({ key, variant: handlers[key], options: { node } })));
  const measured = await inRounds(setting, cases, starts, 1);
  return new Map(nodes.map(node => {
    const own = cases.filter(({ options }) => options.node === node).map(each => [each.key, measured.get(each)!] as const);
    return [node, compare(Object.fromEntries(own) as Starts)];
  }));
}

function compare(starts: Starts): ColdComparison {
  const wall: Figures = key => starts[key].map(each => each.wall);
  const own: Figures = key => starts[key].map(ownTime);
  const relative: Figures = key => starts[key].map(toNode);
  const whole: Figures = key => relative(key).map(each => 1 + each);
  const cpu: Figures = key => starts[key].map(each => each.coldCpu);
  const memory: Figures = key => starts[key].map(each => each.memory / 1024);
  const keys = Object.keys(starts) as Array<keyof Handlers>;
  return {
    handlers: Object.fromEntries(keys.map(key => [key, {
      wall: spread(wall(key)),
      overIdentity: over(own, key).spread,
      init: spread(starts[key].map(({ init }) => init)),
      first: spread(starts[key].map(({ first }) => first)),
      cpu: spread(cpu(key)),
      megabytes: spread(memory(key)),
    }])) as unknown as ColdComparison['handlers'],
    ratios: {
      coldVersusDocumentClient: overIdentity(relative, 'documentClient'),
      coldVersusDocumentClientBundled: overIdentity(relative, 'documentClientBundled'),
      coldVersusHandSigned: overIdentity(relative, 'handSigned'),
      coldWithoutSourcesVersusIdentity: ratio(whole('eventAlone'), whole('identity')),
      coldCpuVersusDocumentClient: overIdentity(cpu, 'documentClient'),
      coldCpuVersusHandSigned: overIdentity(cpu, 'handSigned'),
      memoryVersusDocumentClient: ratio(memory('ours'), memory('documentClient')),
      memoryVersusHandSigned: ratio(memory('ours'), memory('handSigned')),
    },
  };
}

/** Milliseconds of the handler: its initialization and its first event. */
export function ownTime({ init, first }: Started): number {
  return init + first;
}

/**
 * The same relative to the start time of Node.js in the same process. Node.js is the same for all handlers, so its start time shows the speed of
 * the machine at that moment, which other load can change by half within a second.
 */
export function toNode(started: Started): number {
  return ownTime(started) / started.node;
}

type Figures = (key: keyof Handlers) => number[];

/** The additional cost of a handler compared with the identity handler in the same round. */
function over(figures: Figures, key: keyof Handlers): { readonly spread: Spread; readonly rounds: readonly number[] } {
  const identity = figures('identity');
  const rounds = figures(key).map((each, round) => each - identity[round]);
  return { spread: { ...spread(rounds), median: median(figures(key)) - median(identity) }, rounds };
}

/** Ratio of our handler to another one, each over identity. */
function overIdentity(figures: Figures, other: keyof Handlers): Spread {
  const [own, others] = [over(figures, 'ours'), over(figures, other)];
  return { ...ratio(own.rounds, others.rounds), median: own.spread.median / others.spread.median };
}
