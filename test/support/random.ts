/** The generator of Park and Miller. */
const [MULTIPLIER, MODULUS] = [48_271, 2_147_483_647];

/** Pseudo-random choices that a seed determines. */
export class Random {
  private state: number;

  constructor(seed: number) {
    // neighbouring seeds give different numbers
    this.state = (seed * 2_654_435_761 + 1) % MODULUS || 1;
  }

  /** A number from 0 up to, but not including, 1. */
  public next(): number {
    this.state = this.state * MULTIPLIER % MODULUS;
    return (this.state - 1) / (MODULUS - 1);
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
