interface Kind<T> {
  readonly count: number;
  readonly smallest: T;
}

/** Counts kinds of findings, and keeps the smallest design of each. */
export class Kinds<T> {
  private readonly kinds = new Map<string, Kind<T>>();

  public add(kind: string, design: T): void {
    const known = this.kinds.get(kind);
    const isSmaller = known === undefined || JSON.stringify(design).length < JSON.stringify(known.smallest).length;
    this.kinds.set(kind, { count: (known?.count ?? 0) + 1, smallest: isSmaller ? design : known.smallest });
  }

  /** The most frequent kind first. */
  public get sorted(): ReadonlyArray<readonly [string, Kind<T>]> {
    return [...this.kinds].sort(([, one], [, other]) => other.count - one.count);
  }
}
