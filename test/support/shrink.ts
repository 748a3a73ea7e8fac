/** A smaller design for which a property still holds, found by leaving out one part after the other. */
export function shrink<T>(design: T, smallerOnes: (design: T) => readonly T[], holds: (smaller: T) => boolean): T {
  for (const smaller of smallerOnes(design)) {
    if (holds(smaller)) {
      return shrink(smaller, smallerOnes, holds);
    }
  }
  return design;
}

export const without = <T>(list: readonly T[], index: number): readonly T[] => list.filter((_, at) => at !== index);

export function withoutMembers<T extends object>(value: T): readonly T[] {
  return Object.entries(value).flatMap(([name, member]) => member === undefined ? [] : [{ ...value, [name]: undefined }]);
}
