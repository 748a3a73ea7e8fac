import { ownTime, toNode } from './compare/cold';
import { withCpuGroups, type CpuGroup } from './cpu-group';
import { table, withQuartiles } from './markdown';
import { inRounds } from './measure';
import { versionOf, withSetting } from './setting';
import type { Started } from './start';
import { build, type Variant } from './variants';
import { median, spread, type Spread } from '../statistics';

/** Megabytes of functions. */
const MEMORY = [128, 256, 512, 1024, 1769] as const;
const STARTS = 40;
const NODE = 24;
/** Calls after the first one, with more between them than the period of a quota: people do not sign in in lockstep. */
const LATER = { calls: 20, pause: 30 };

/** Milliseconds of one handler with so much memory. */
interface Cell {
  readonly handler: string;
  readonly memory: number;
  readonly init: Spread;
  readonly first: Spread;
  readonly initAndFirst: Spread;
  /** Both, as a part of what Node.js took before in the same process. */
  readonly toNode: Spread;
  readonly later: Spread;
}

export interface Quotas {
  readonly node: string;
  readonly starts: number;
  readonly cells: readonly Cell[];
  /** By handler: the slowest first token of all memory sizes to the fastest, each as a part of what Node.js took before. */
  readonly slowestToFastest: { readonly [handler: string]: number };
}

/**
 * First tokens of functions that have little CPU, as Lambda gives it by memory: initialisation has all of it, events have their
 * part. An emulation by the scheduler of Linux.
 *
 * @returns why not, where there are no quotas to be had
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
  const row = (title: string, text: (handler: string) => string): string[] => [title, ...handlers.map(text)];
  const ofMemory = (memory: number, handler: string): Cell => cells.find(each => each.memory === memory && each.handler === handler)!;
  return [
    `Node.js ${node}, medians of ${starts} starts each, in random order. Milliseconds of initialisation + first event = both (quartiles):`,
    table(['MB', ...handlers], [
      ...MEMORY.map(memory => row(`${memory}`, handler => cell(ofMemory(memory, handler)))),
      row('slowest to fastest', handler => slowestToFastest[handler].toFixed(2)),
    ]),
    'To be reached by ours: at most 1.25 from slowest to fastest, and at 128 MB at most 0.15 of the document client.',
    'Milliseconds of later events:',
    table(['MB', ...handlers], MEMORY.map(memory => row(`${memory}`, handler => withQuartiles(ofMemory(memory, handler).later, 1)))),
  ].join('\n\n');
}
