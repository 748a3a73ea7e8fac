import { decide } from './decide';
import { buildExpression } from './expressions';
import type { LoadedPlan, Ruleset } from './ruleset';
import { Sources } from './sources';
import { toResponse } from '../../src/core/cognito/response';
import type { TokenRequest } from '../../src/core/cognito/token-request';
import type { Decision } from '../../src/core/document/decision';
import type { Expression } from '../../src/core/document/document';
import type { Json, JsonMap } from '../../src/core/document/json';
import { LIMITS } from '../../src/core/document/limits';
import { deciding, type Evaluation, type Reading } from '../../src/core/operators/operator';
import { asEvaluated, type Evaluated, type ResultOf, type Value } from '../../src/core/operators/result';
import type { Read } from '../../src/core/plan/reads';

/** The input of rules in addition to the event: deploy-time values, and the IDs of app clients. */
export interface DeployedValues {
  readonly slot: (name: string) => string;
  /** True if the token is for an app client that a rule uses; undefined if its ID could not be loaded. */
  readonly isClient: Evaluation['isClient'];
  /** Sources that are disabled with `TE_DISABLED_SOURCES`. */
  readonly disabledSources?: ReadonlySet<string>;
}

/** The result of a request. The response is for Cognito, unless the decision denies the token. */
export interface Concluded {
  readonly decision: Decision;
  readonly response: JsonMap;
}

/**
 * Evaluates the rules for one request. `nextReads` returns the reads to make, `provide` and `fail` take their results, and `conclude` decides
 * after all reads. The class is synchronous and pure, so that Lambda, previews and tests run the same code.
 */
export class RequestEvaluation {
  public readonly plan: LoadedPlan;
  private readonly sources: Sources;

  constructor(private readonly ruleset: Ruleset, private readonly request: TokenRequest, private readonly values: DeployedValues) {
    this.plan = ruleset.planFor(request);
    this.sources = new Sources(ruleset.sources, this.plan, values.disabledSources ?? new Set());
  }

  /** The next reads, which can be made in parallel. Empty if everything that the rules of this request need was read or is being read. */
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

  /** The result of a part of a rule after all reads, for explanations in previews. Parts inside `mapEach` and the like need an element. */
  public resultOf(expression: Expression, element?: Json): Evaluated {
    return asEvaluated(buildExpression(expression)(deciding({ ...this.evaluation(), element: element as Value | undefined })));
  }

  private evaluation(): Evaluation {
    const { request, sources, values: { isClient, slot } } = this;
    const reading: Evaluation['reading'] = source => sources.reading(source);
    return { request, isClient, slot, reading, element: undefined, once: undefined, work: { left: LIMITS.work }, decides: false, restricts: false };
  }
}

/**
 * Evaluates the rules with given answers, for previews and tests.
 *
 * @param answer returns the answer of a read, or `failed`
 */
export function evaluateWithAnswers(
  ruleset: Ruleset, request: TokenRequest, values: DeployedValues, answer: (read: Read) => Reading | 'failed',
): Concluded & { readonly resultOf: ResultOf } {
  const evaluation = new RequestEvaluation(ruleset, request, values);
  for (let reads = evaluation.nextReads(); reads.length > 0; reads = evaluation.nextReads()) {
    for (const read of reads) {
      const answered = answer(read);
      if (answered === 'failed') {
        evaluation.fail(read);
      } else {
        evaluation.provide(read, answered);
      }
    }
  }
  return { ...evaluation.conclude(), resultOf: (...part) => evaluation.resultOf(...part) };
}
