import { decide } from './decide';
import type { LoadedPlan, Ruleset } from './ruleset';
import { Sources, type Read } from './sources';
import { toResponse } from '../../src/core/cognito/changes';
import type { TokenRequest } from '../../src/core/cognito/token-request';
import type { Decision } from '../../src/core/document/decision';
import type { JsonMap } from '../../src/core/document/json';
import { LIMITS } from '../../src/core/document/limits';
import type { Evaluation, Item, Reading } from '../../src/core/operators/operator';

/** What rules need to know beside the event: deploy-time values, and the ids of app clients. */
export interface DeployedValues {
  readonly slot: (name: string) => string;
  /** Whether the token is for an app client that a rule names; undefined when nobody knows. */
  readonly isClient: Evaluation['isClient'];
  /** Sources that an operator switched off. */
  readonly disabledSources?: ReadonlySet<string>;
}

/** What became of a request: the response for Cognito, unless the decision denies the token. */
export interface Concluded {
  readonly decision: Decision;
  readonly response: JsonMap;
}

/**
 * The rules of one request: `nextReads` says what to read, `provide` and `fail` take what became of it, and when nothing is left
 * to read, `conclude` decides. Synchronous and pure, so that Lambda, previews and tests run the same.
 */
export class RequestEvaluation {
  public readonly plan: LoadedPlan;
  private readonly sources: Sources;

  constructor(private readonly ruleset: Ruleset, private readonly request: TokenRequest, private readonly values: DeployedValues) {
    this.plan = ruleset.planFor(request);
    this.sources = new Sources(ruleset.sources, this.plan, values.disabledSources ?? new Set());
  }

  /** What to read next, all at once. Empty when everything that rules of this request use is there, or on its way. */
  public nextReads(): readonly Read[] {
    return this.sources.next(() => this.evaluation());
  }

  public provide(read: Read, reading: Reading): void {
    this.sources.provide(read, reading);
  }

  public fail(read: Read): void {
    this.sources.fail(read);
  }

  public conclude(): Concluded {
    const { eventVersion, subject } = this.request;
    const decision = decide(this.ruleset, this.plan, () => this.evaluation());
    return { decision, response: toResponse(eventVersion, subject, decision.changes) };
  }

  private evaluation(): Evaluation {
    const { request, sources, values: { isClient, slot } } = this;
    const reading: Evaluation['reading'] = source => sources.reading(source);
    return { request, isClient, slot, reading, element: undefined, once: undefined, work: { left: LIMITS.work }, decides: false };
  }
}

/** What a test knows of a source: its item or items, that there is none, or that the read fails. */
export type KnownItems = Item | readonly Item[] | undefined | 'failed';

/**
 * Evaluates the rules on items that are known already: for previews and tests.
 *
 * @param itemsOf the item of a source, or all items of a query; undefined when there is none, `failed` when the read fails
 */
export function evaluateWithItems(
  ruleset: Ruleset, request: TokenRequest, values: DeployedValues, itemsOf: (source: string) => KnownItems,
): Concluded {
  const evaluation = new RequestEvaluation(ruleset, request, values);
  for (let reads = evaluation.nextReads(); reads.length > 0; reads = evaluation.nextReads()) {
    for (const read of reads) {
      const known = itemsOf(read.source);
      if (known === 'failed') {
        evaluation.fail(read);
      } else {
        const items = Array.isArray(known) ? known as readonly Item[] : known === undefined ? [] : [known as Item];
        evaluation.provide(read, { items, count: items.length });
      }
    }
  }
  return evaluation.conclude();
}
