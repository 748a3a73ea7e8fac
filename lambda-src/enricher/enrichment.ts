import { evaluate } from './evaluate';
import { OPTIONAL } from './optional';
import { planFor, type LoadedPlan } from './plan';
import type { Read, Readings } from './reads';
import type { Ruleset } from './ruleset';
import type { TokenRequest } from '../../src/core/cognito/token-request';
import type { Decision } from '../../src/core/document/decision';
import { LIMITS } from '../../src/core/document/limits';
import type { Evaluation, Reading } from '../../src/core/operators/operator';
import { Failure } from '../../src/core/operators/result';

/** What rules need to know beside the event: deploy-time values, and the ids of app clients. */
export interface Environment {
  readonly slot: (name: string) => string;
  /** Whether the token is for an app client that a rule names; undefined when nobody knows. */
  readonly isClient: Evaluation['isClient'];
  /** Sources that an operator switched off. */
  readonly omitted?: ReadonlySet<string>;
}

/** Of a document without sources. */
const NOTHING = (source: string): Failure => new Failure('READ', true, source);

/**
 * The enrichment of the tokens of one request: `reads()` says what to read next, `provide` and `fail` take what became of it,
 * and when nothing is left to read, `decide()` tells what to do. Synchronous and pure, so that Lambda, preview and tests run
 * the same.
 */
export class Enrichment {
  /** None where no rule reads a table. */
  private readonly readings?: Readings;
  private readonly reading: Evaluation['reading'];
  private readonly plan: LoadedPlan;

  constructor(private readonly ruleset: Ruleset, private readonly request: TokenRequest, private readonly environment: Environment) {
    this.plan = planFor(ruleset, request);
    const readings = ruleset.sources.size > 0 ? new OPTIONAL.Readings(ruleset.sources, this.plan.sources, environment.omitted) : undefined;
    this.readings = readings;
    // not made a member as it is: what that refers to, V8 would keep until it collects old objects
    const reading: Evaluation['reading'] = readings ? source => readings.reading(source) : NOTHING;
    this.reading = reading;
  }

  /** The keys of the app clients that rules of this request name. */
  public get clients(): LoadedPlan['clients'] {
    return this.plan.clients;
  }

  /**
   * What to read next, all at once. Empty when everything is there, or on its way, that rules of this request use.
   */
  public reads(): readonly Read[] {
    return this.readings ? OPTIONAL.nextReads(this.readings, this.plan, () => this.evaluation()) : [];
  }

  public provide(read: Read, reading: Reading): void {
    this.readings!.provide(read, reading);
  }

  public fail(read: Read): void {
    this.readings!.fail(read);
  }

  public decide(): Decision {
    const { document } = this.ruleset;
    const decision = evaluate(this.ruleset, this.plan, this.evaluation(), () => this.evaluation());
    return document.budget ? OPTIONAL.keepBudget(decision, this.request, document) : decision;
  }

  /** Rules in shadow have steps of their own: they take none away from the others. */
  private evaluation(): Evaluation {
    const { request, reading, environment: { isClient, slot } } = this;
    return { request, reading, isClient, slot, element: undefined, once: undefined, work: { left: LIMITS.work }, decides: false };
  }
}
