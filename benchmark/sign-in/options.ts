import { parseArgs } from 'util';

/** What is asked of the benchmark. */
export interface Options {
  readonly what: 'sign-ins' | 'quota' | 'scale' | 'ablation';
  readonly json: boolean;
  /** Puts what was measured into the page of the documentation. */
  readonly write: boolean;
  /** Starts of each process, instead of as many as a figure needs. */
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
