/** The quantile of the values: `part` of them are below it. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** A median with its quartiles. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

/** The ratio of two medians, with the quartiles of the ratios per round. Anything that slows down a round affects both values. */
export function ratio(values: readonly number[], others: readonly number[]): Spread {
  return { ...spread(values.map((value, round) => value / others[round])), median: median(values) / median(others) };
}

/** The values in random order. */
export function shuffled<T>(values: readonly T[]): T[] {
  return values.map(value => [Math.random(), value] as const).sort(([a], [b]) => a - b).map(([, value]) => value);
}

/** The growth exponent: the slope of the regression line through the points in a log-log plot. */
export function exponent(points: ReadonlyArray<readonly [size: number, time: number]>): number {
  const logarithms = points.map(([size, time]) => [Math.log(size), Math.log(time)] as const);
  const [meanSize, meanTime] = [0, 1].map(axis => logarithms.reduce((sum, point) => sum + point[axis], 0) / logarithms.length);
  const covariance = logarithms.reduce((sum, [size, time]) => sum + (size - meanSize) * (time - meanTime), 0);
  return covariance / logarithms.reduce((sum, [size]) => sum + (size - meanSize) ** 2, 0);
}
