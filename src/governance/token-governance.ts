import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { enrichersIn, reviewPool } from './pool-review';
import { Stage } from '../cdk/aws-cdk-lib';
import { recognizePool, USER_POOL } from '../cdk/pools';
import { resourcesIn } from '../cdk/resources';
import { stackOutsideStages } from '../cdk/stacks';
import { NAMING_RULES, NamingPolicy, type NamingRules } from '../naming/naming-policy';
import { struct } from '../options/checks';
import { readOptions, type OptionChecks } from '../options/options';
import { describeProblems } from '../problems/problems';
import { ofWarning } from '../report/finding';
import { Reporter } from '../report/reporter';

/**
 * Reviews the tokens of all user pools in an app, or below a construct, also of those without an enricher. For platform teams.
 *
 * Synthesis adds a warning to a user pool if its pre token generation trigger is not an enricher, if users can write an attribute
 * that decides about access by its name, if applications can register app clients by themselves, if its trigger cannot change
 * access tokens that APIs use, if the feature plan does not support the trigger, or if its issuer is not the usual one.
 *
 * @example
 * TokenGovernance.of(this, { naming: { claimPrefix: 'ac.shop.' } });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export class TokenGovernance {
  /**
   * Reviews all user pools below a construct at the end of synthesis, also those that are created after this call. Before CDK
   * 2.262.0, call it after the stages of the app are created: warnings about other stages need a stack outside of them.
   *
   * @param scope an app, stage, stack or any other construct
   * @param options the options; invalid ones are an error
   */
  public static of(scope: IConstruct, options: TokenGovernanceOptions = {}): TokenGovernance {
    const { options: { naming }, problems } = readOptions(options, TOKEN_GOVERNANCE_OPTIONS, 'options');
    if (problems.length > 0) {
      throw new Error(describeProblems(`the token governance of '${scope.node.path}'`, problems));
    }
    if (naming) {
      NamingPolicy.of(scope).add(naming);
    }
    reviewBelow(scope);
    return new TokenGovernance();
  }

  private constructor() {}
}

/** Reviews with each stage, before its manifest is written, and with the app for stages that are added later or complete before. */
function reviewBelow(scope: IConstruct): void {
  const { root } = scope.node;
  const stages = new Set<IConstruct>([Stage.of(scope) ?? root, root, ...scope.node.findAll().filter(each => Stage.isStage(each))]);
  for (const stage of stages) {
    stage.node.addValidation({
      validate: () => {
        const pools = resourcesIn<CfnUserPool>(scope, USER_POOL).filter(pool => stage === root || Stage.of(pool) === stage);
        const enrichers = pools.length > 0 ? enrichersIn(root) : [];
        for (const pool of pools) {
          const reporter = reporterOf(pool);
          const annotated = Stage.of(pool) === stage ? undefined : stackOutsideStages(root);
          reporter.setOfApp(reviewPool(pool, enrichers).map(ofWarning), annotated ?? reporter.construct);
        }
        return [];
      },
    });
  }
}

const REPORTERS = new WeakMap<CfnUserPool, Reporter>();

/** The reporter of a pool, whichever scopes it is below. Its construct is the one that the author knows. */
function reporterOf(pool: CfnUserPool): Reporter {
  const reporter = REPORTERS.get(pool) ?? new Reporter(recognizePool(pool.ref).userPool ?? pool, () => pool);
  REPORTERS.set(pool, reporter);
  return reporter;
}

/** Options of `TokenGovernance.of`. */
export interface TokenGovernanceOptions {
  /**
   * Naming conventions for claims and scopes of all enrichers in the scope, as in `NamingPolicy`. A violation is an error.
   *
   * @default - no naming conventions, except those of `NamingPolicy`
   */
  readonly naming?: NamingRules;
}

const TOKEN_GOVERNANCE_OPTIONS: OptionChecks<TokenGovernanceOptions> = {
  naming: struct(NAMING_RULES),
};
