import { parseArgs } from 'util';

/** Command-line options of the benchmark. */
export interface Options {
  readonly what: 'sign-ins' | 'quota' | 'scale' | 'ablation';
  readonly json: boolean;
  /** Writes the results to the documentation page. */
  readonly write: boolean;
  /** Number of starts of each process. By default it depends on the measurement. */
  readonly starts?: number;
}

export function readOptions(): Options {
  const { values: { json = false, write = false, quota, scale, ablation, starts } } = parseArgs({
    options: {
      json: { type: 'boolean' },
      write: { type: 'boolean' },
      quota: { type: 'boolean' },
      scale: { type: 'boolean' },
      ablation: { type: 'boolean' },
      starts: { type: 'string' },
    },
  });
  return {
    what: scale ? 'scale' : quota ? 'quota' : ablation ? 'ablation' : 'sign-ins',
    json,
    write: write || (scale === true && !json),
    ...(starts !== undefined && { starts: Number(starts) }),
  };
}
