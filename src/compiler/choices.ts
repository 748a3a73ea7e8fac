/** Sorts the given constants into the order of `all`, whatever order they were given in. Returns `usual` if none are given. */
export function inOrder<T extends string>(given: ReadonlyArray<`${T}`> | undefined, all: readonly T[], usual: readonly T[]): readonly T[] {
  return given === undefined ? usual : all.filter(each => (given as readonly string[]).includes(each));
}
