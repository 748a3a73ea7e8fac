import type { Point, Scale } from './run';
import type { Dimension } from './sizes';
import { table, withQuartiles } from '../markdown';

export const TITLES: { readonly [dimension in Dimension]: string } = {
  rules: 'rules, of the event alone',
  sources: 'tables read at once',
  chain: 'tables read one after the other',
  keys: 'items of a list of keys',
  functions: 'functions invoked in parallel',
  item: 'KB of the one item',
};

export function reportScale({ node, starts, points }: Scale): string {
  const dimensions = Object.keys(points) as Dimension[];
  return [
    `Node.js ${node}, medians (quartiles) of ${starts} starts each, in random order. A ratio is to the smallest of its table.`,
    ...dimensions.map(dimension => table(
      [TITLES[dimension], 'cold, ratio', 'warm, ratio', 'cold, ms over identity', 'warm, µs of an event'],
      points[dimension].map((point, _, [smallest]) => [
        `${point.size}`,
        ratioOf(point, smallest, 'cold').toFixed(2),
        ratioOf(point, smallest, 'warm').toFixed(2),
        withQuartiles(point.cold, 1),
        withQuartiles(point.warm, 0),
      ]),
    )),
  ].join('\n\n');
}

/** Ratio of a point to the smallest size. */
export function ratioOf(point: Point, smallest: Point, what: 'cold' | 'warm'): number {
  return point[what].median / smallest[what].median;
}
