import { compareCold, type ColdComparison } from './cold';
import { checkAnswers, handlersOf, type Handlers } from './handlers';
import { compareWarm, type WarmComparison } from './warm';
import type { LambdaNode } from '../../../test/local/lambda-node';
import type { Spread } from '../../statistics';
import { versionOf, withSetting } from '../setting';
import { zipBytes } from '../zip';

const NODES: readonly LambdaNode[] = [24, 22];
const STARTS = 40;
/** Processes for warm figures, each of which makes thousands of calls. */
const PROCESSES = 7;

/** What one version of Node.js gave. */
export interface Comparison {
  readonly node: string;
  readonly starts: number;
  readonly processes: number;
  readonly cold: ColdComparison;
  readonly warm: WarmComparison;
  readonly zipBytes: { readonly [handler in keyof Handlers]: number };
}

/** Sign-ins with ours and with handlers that people write, side by side. Of the newest version of Node.js first. */
export function compare(starts = STARTS): Promise<readonly Comparison[]> {
  return withSetting(async setting => {
    const handlers = handlersOf(setting);
    await checkAnswers(handlers, setting);
    const processes = Math.min(PROCESSES, starts);
    const cold = await compareCold(setting, handlers, NODES, starts);
    const warm = await compareWarm(setting, handlers, NODES, processes);
    return NODES.map(node => ({
      node: versionOf(node),
      starts,
      processes,
      cold: cold.get(node)!,
      warm: warm.get(node)!,
      zipBytes: Object.fromEntries(Object.entries(handlers).map(([key, { folder }]) => [key, zipBytes(folder)])) as Comparison['zipBytes'],
    }));
  });
}

/** The figures that this project is held to, as medians. */
export function toJson(comparisons: readonly Comparison[]): object {
  return { ratios: ratiosOf(comparisons[0]), raw: comparisons.map(each => ({ ratios: ratiosOf(each), ...each })) };
}

function ratiosOf({ cold, warm, zipBytes: { ours } }: Comparison): object {
  const medians = Object.entries<Spread>({ ...cold.ratios, ...warm.ratios }).map(([name, { median }]) => [name, median]);
  return { ...Object.fromEntries(medians), assetZipBytes: ours };
}
