import { SIZES, stackOf, type Dimension } from './sizes';
import { median, spread, type Spread } from '../../statistics';
import { ownTime } from '../compare/cold';
import { inRounds } from '../measure';
import { versionOf, withSetting } from '../setting';
import { build } from '../variants';

const STARTS = 30;
/** Processes for warm measurements. */
const PROCESSES = 5;
const NODE = 24;
/** Large events take milliseconds, so the time is limited: after a second of calls V8 has compiled everything, and a second suffices to measure. */
const CALLS = { warmUp: 3000, calls: 3000, milliseconds: 1000 };

/** The measurements of one size. */
export interface Point {
  readonly size: number;
  /** Milliseconds from loading the handler to its first token, minus those of the identity handler. */
  readonly cold: Spread;
  /** Microseconds of a warm event. */
  readonly warm: Spread;
}

export interface Scale {
  readonly node: string;
  readonly starts: number;
  readonly points: { readonly [dimension in Dimension]: readonly Point[] };
}

/** Measures how sign-ins slow down with more rules, more tables and larger items. */
export function measureScale(starts = STARTS): Promise<Scale> {
  return withSetting(async setting => {
    const identity = { variant: build('identity', 'identity'), options: { node: NODE } } as const;
    const dimensions = Object.keys(SIZES) as Dimension[];
    const sizes = dimensions.flatMap(dimension => SIZES[dimension].map(size => ({ dimension, size, variant: setting.ours(stackOf(dimension, size), 'ours') })));
    const cold = sizes.map(each => ({ ...each, options: { node: NODE } } as const));
    const warm = sizes.map(each => ({ ...each, options: { node: NODE, ...CALLS } } as const));
    const measured = new Map([
      ...await inRounds(setting, [identity, ...cold], starts, 1),
      ...await inRounds(setting, warm, Math.min(starts, PROCESSES)),
    ]);
    const bare = median(measured.get(identity)!.map(ownTime));
    return {
      node: versionOf(NODE),
      starts,
      points: Object.fromEntries(dimensions.map(dimension => [dimension, sizes.flatMap((each, index) => each.dimension === dimension ? [{
        size: each.size,
        cold: spread(measured.get(cold[index])!.map(started => ownTime(started) - bare)),
        warm: spread(measured.get(warm[index])!.map(({ times }) => median(times) * 1000)),
      }] : [])])) as unknown as Scale['points'],
    };
  });
}
