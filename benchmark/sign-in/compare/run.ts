import { compareCold, type ColdComparison } from './cold';
import { checkAnswers, handlersOf, type Handlers } from './handlers';
import { compareWarm, type WarmComparison } from './warm';
import type { LambdaNode } from '../../../test/local/lambda-node';
import type { Spread } from '../../statistics';
import { versionOf, withSetting } from '../setting';
import { zipBytes } from '../zip';

const NODES: readonly LambdaNode[] = [24, 22];
const STARTS = 40;
/** Processes for warm measurements. Each makes thousands of calls. */
const PROCESSES = 7;

/** The results for one version of Node.js. */
export interface Comparison {
  readonly node: string;
  readonly starts: number;
  readonly processes: number;
  readonly cold: ColdComparison;
  readonly warm: WarmComparison;
  readonly zipBytes: { readonly [handler in keyof Handlers]: number };
}

/** Compares sign-ins with our function and with handwritten handlers, side by side. The newest version of Node.js comes first. */
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

/** The key figures of this project, as medians. */
export function toJson(comparisons: readonly Comparison[]): object {
  return { ratios: ratiosOf(comparisons[0]), raw: comparisons.map(each => ({ ratios: ratiosOf(each), ...each })) };
}

function ratiosOf({ cold, warm, zipBytes: { ours } }: Comparison): object {
  const medians = Object.entries<Spread>({ ...cold.ratios, ...warm.ratios }).map(([name, { median }]) => [name, median]);
  return { ...Object.fromEntries(medians), assetZipBytes: ours };
}
