import type { IConstruct } from 'constructs';
import { checkNamingRules } from './check-names';
import { NAMING_RULES, type NamingRules } from './naming-rules';
import { readOptions } from '../options/options';
import { describeProblems } from '../problems/problems';

const POLICIES = Symbol.for('cdk-cognito-token-enricher.namingPolicies');

/**
 * How claims and scopes are named in a whole app, or below some construct of it: whoever sets it once need not set `naming` on
 * every enricher. All policies above an enricher count, and its own `naming` too.
 *
 * @example
 * NamingPolicy.of(this).add({ claimPrefix: 'ac.shop.', scopePrefix: 'shop/' });
 */
export class NamingPolicy {
  /**
   * The policy of everything below a construct.
   *
   * @param scope an app, stage, stack or any other construct
   */
  public static of(scope: IConstruct): NamingPolicy {
    return new NamingPolicy(scope);
  }

  /** @internal */
  public static _above(scope: IConstruct): ReadonlyArray<{ readonly scope: IConstruct; readonly naming: NamingRules }> {
    return scope.node.scopes.flatMap(each => ((each as Holder)[POLICIES] ?? []).map(naming => ({ scope: each, naming })));
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Adds rules for names. Enrichers are checked at the end of synthesis, in whatever order they and the policy were made.
   *
   * @param naming how claims and scopes are named; patterns that RE2 cannot run are an error
   */
  public add(naming: NamingRules): void {
    const { options, problems: wrong } = readOptions(naming, NAMING_RULES, 'naming', 'naming');
    const problems = [...wrong, ...checkNamingRules(options, 'naming')];
    if (problems.length > 0) {
      throw new Error(describeProblems(`the naming policy of '${this.scope.node.path}'`, problems));
    }
    const holder = this.scope as Holder;
    Object.defineProperty(holder, POLICIES, { value: [...holder[POLICIES] ?? [], options], configurable: true });
  }
}

interface Holder {
  [POLICIES]?: readonly NamingRules[];
}
