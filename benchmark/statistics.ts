/** The value below which that part of the values is. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The exponent of growth: the slope of the straight line through the points, both axes logarithmic. */
export function exponent(points: ReadonlyArray<readonly [size: number, time: number]>): number {
  const logarithms = points.map(([size, time]) => [Math.log(size), Math.log(time)] as const);
  const [meanSize, meanTime] = [0, 1].map(axis => logarithms.reduce((sum, point) => sum + point[axis], 0) / logarithms.length);
  const covariance = logarithms.reduce((sum, [size, time]) => sum + (size - meanSize) * (time - meanTime), 0);
  return covariance / logarithms.reduce((sum, [size]) => sum + (size - meanSize) ** 2, 0);
}
