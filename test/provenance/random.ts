/** Pseudo-random choices that a seed determines. */
export class Random {
  constructor(private state: number) {}

  /** A number from 0 up to, but not including, 1. */
  public next(): number {
    this.state = (this.state + 0x6D2B79F5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  public chance(probability: number): boolean {
    return this.next() < probability;
  }

  public count(max: number): number {
    return Math.floor(this.next() * (max + 1));
  }

  public one<T>(choices: readonly T[]): T {
    return choices[this.count(choices.length - 1)];
  }

  public some<T>(choices: readonly T[], probability = 0.4): readonly T[] {
    return choices.filter(() => this.chance(probability));
  }

  public maybe<T>(probability: number, create: () => T): T | undefined {
    return this.chance(probability) ? create() : undefined;
  }
}
