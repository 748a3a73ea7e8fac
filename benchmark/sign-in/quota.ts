import { ownTime, toNode } from './compare/cold';
import { withCpuGroups, type CpuGroup } from './cpu-group';
import { table, withQuartiles } from './markdown';
import { inRounds } from './measure';
import { versionOf, withSetting } from './setting';
import type { Started } from './start';
import { build, type Variant } from './variants';
import { median, spread, type Spread } from '../statistics';

/** Memory sizes of the functions, in MB. */
const MEMORY = [128, 256, 512, 1024, 1769] as const;
const STARTS = 40;
const NODE = 24;
/** Calls after the first one. The pause is longer than the period of a quota, as users do not sign in at fixed intervals. */
const LATER = { calls: 20, pause: 30 };

/** Measurements of one handler with one memory size, in milliseconds. */
interface Cell {
  readonly handler: string;
  readonly memory: number;
  readonly init: Spread;
  readonly first: Spread;
  readonly initAndFirst: Spread;
  /** Both together, relative to the start time of Node.js in the same process. */
  readonly toNode: Spread;
  readonly later: Spread;
}

export interface Quotas {
  readonly node: string;
  readonly starts: number;
  readonly cells: readonly Cell[];
  /** By handler: ratio of the slowest to the fastest first token of all memory sizes, each relative to the start time of Node.js. */
  readonly slowestToFastest: { readonly [handler: string]: number };
}

/**
 * Measures first tokens of functions with little CPU. Emulates the CPU allocation of Lambda with the Linux scheduler: initialization has a full
 * CPU, and events have a share that depends on the memory size.
 *
 * @returns the measurements, or the reason why CPU quotas are not available
 */
export function measureQuotas(starts = STARTS): Promise<Quotas | string> {
  return withCpuGroups(MEMORY, groups => measure(groups, starts));
}

function measure(groups: ReadonlyMap<number, CpuGroup>, starts: number): Promise<Quotas> {
  return withSetting(async setting => {
    const variants = [
      setting.ours('OneTable', 'ours'),
      build('hand-signed', 'request signed by hand'),
      build('document-client', 'document client, bundled'),
    ];
    const cases = variants.flatMap(variant => [...groups].map(([memory, group]) => ({
      memory,
      variant: withMemory(variant, memory),
      options: { node: NODE, ...LATER, beforeFirst: (pid: number) => group.add(pid) } as const,
    })));
    const measured = await inRounds(setting, cases, starts, 1);
    const cells = cases.map(each => cellOf(each.variant.name, each.memory, measured.get(each)!));
    return {
      node: versionOf(NODE),
      starts,
      cells,
      slowestToFastest: Object.fromEntries(variants.map(({ name }) => {
        const firsts = cells.filter(({ handler }) => handler === name).map(each => each.toNode.median);
        return [name, Math.max(...firsts) / Math.min(...firsts)];
      })),
    };
  });
}

function withMemory(variant: Variant, memory: number): Variant {
  return { ...variant, environment: { ...variant.environment, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${memory}` } };
}

function cellOf(handler: string, memory: number, starts: readonly Started[]): Cell {
  return {
    handler,
    memory,
    init: spread(starts.map(({ init }) => init)),
    first: spread(starts.map(({ first }) => first)),
    initAndFirst: spread(starts.map(ownTime)),
    toNode: spread(starts.map(toNode)),
    later: spread(starts.map(({ times }) => median(times))),
  };
}

export function reportQuotas({ node, starts, cells, slowestToFastest }: Quotas): string {
  const cell = (each: Cell): string => [each.init.median, each.first.median].map(value => value.toFixed(0)).join(' + ') + ` = ${withQuartiles(each.initAndFirst, 0)}`;
  const handlers = Object.keys(slowestToFastest);
  const [ours, , documentClient] = handlers;
  const smallest = (handler: string): number => ofMemory(MEMORY[0], handler).initAndFirst.median;
  const row = (title: string, text: (handler: string) => string): string[] => [title, ...handlers.map(text)];
  const ofMemory = (memory: number, handler: string): Cell => cells.find(each => each.memory === memory && each.handler === handler)!;
  return [
    `Node.js ${node}, medians of ${starts} starts each, in random order. Milliseconds of initialization + first event = both (quartiles):`,
    table(['MB', ...handlers], [
      ...MEMORY.map(memory => row(`${memory}`, handler => cell(ofMemory(memory, handler)))),
      row('slowest to fastest', handler => slowestToFastest[handler].toFixed(2)),
    ]),
    `Goals of ours: at most 1.25 from slowest to fastest (${outcome(slowestToFastest[ours], 1.25)}), and at 128 MB at most 0.15 of the document client (${outcome(smallest(ours) / smallest(documentClient), 0.15)}).`,
    `Milliseconds of later events, the first ${LATER.calls} after that, before V8 has compiled most of the code:`,
    table(['MB', ...handlers], MEMORY.map(memory => row(`${memory}`, handler => withQuartiles(ofMemory(memory, handler).later, 1)))),
  ].join('\n\n');
}

function outcome(value: number, goal: number): string {
  return `${value <= goal ? 'reached' : 'missed'}: ${value.toFixed(2)}`;
}
