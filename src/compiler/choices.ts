/** Some of a few constants in the order of these, whatever the order in which they were given. */
export function inOrder<T extends string>(given: ReadonlyArray<`${T}`> | undefined, all: readonly T[], usual: readonly T[]): readonly T[] {
  return given === undefined ? usual : all.filter(each => (given as readonly string[]).includes(each));
}
