import type { LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Problem } from '../problems/problems';

/** The pre token generation trigger of one user pool. */
export interface Trigger {
  /** What is wrong before anything is made. */
  readonly problems: readonly Problem[];

  /** For the author: how the trigger is set, where that was left open, and what AWS does not document of it. */
  readonly information?: string;

  /**
   * Makes the function the trigger. Only where nothing is wrong.
   *
   * @param called the function, or its alias if there is one
   */
  attach(called: IFunction, version: LambdaVersion): void;

  /** What is wrong in the finished app. */
  check(called: IFunction, version: LambdaVersion): readonly Problem[];
}

/** There can be no trigger. */
export class ImpossibleTrigger implements Trigger {
  public readonly problems: readonly Problem[];

  constructor(problem: Problem) {
    this.problems = [problem];
  }

  public attach(): void {
    // nobody gets here
  }

  public check(): readonly Problem[] {
    return [];
  }
}
