import { evaluate } from './evaluate';
import { Items, type Read } from './reads';
import type { Ruleset } from './ruleset';
import type { TokenRequest } from '../../src/cognito/token-request';
import type { Decision } from '../../src/ruleset/decision';
import type { Evaluation, Item } from '../../src/ruleset/operators/operator';

/** What rules need to know beside the event: deploy-time values, and the ids of app clients. */
export interface Environment {
  readonly slot: (name: string) => string;
  readonly client: (key: string) => string | undefined;
}

/**
 * The enrichment of the tokens of one request: `reads()` says what to read next, `provide` and `fail` take what became of it,
 * and when nothing is left to read, `decide()` tells what to do. Synchronous and pure, so that Lambda, preview and tests run
 * the same.
 */
export class Enrichment {
  private readonly items: Items;
  private readonly evaluation: Evaluation;

  constructor(private readonly ruleset: Ruleset, request: TokenRequest, environment: Environment) {
    this.items = new Items(ruleset);
    this.evaluation = { request, item: this.items.item, ...environment };
  }

  /** What to read next, all at once; empty when everything is there that an enabled rule of this subject uses. */
  public reads(): readonly Read[] {
    return this.items.next(this.neededSources(), this.evaluation);
  }

  public provide(read: Read, item: Item | undefined): void {
    this.items.provide(read, item);
  }

  public fail(read: Read): void {
    this.items.fail(read);
  }

  public decide(): Decision {
    return evaluate(this.ruleset, this.evaluation);
  }

  /** A rule whose condition is false already, by what is known so far, needs nothing; nor does a token that is refused anyway. */
  private neededSources(): Iterable<string> {
    const needed = new Set<string>();
    for (const { rule, when, sources } of this.ruleset.rules) {
      if (rule.mode === 'DISABLED' || !rule.subjects.includes(this.evaluation.request.subject)) {
        continue;
      }
      const condition = when ? when(this.evaluation) : true;
      if (rule.kind === 'deny' && rule.mode === 'ENFORCE' && condition === true) {
        return [];
      }
      if (condition !== false) {
        sources.forEach(source => needed.add(source));
      }
    }
    return needed;
  }
}
