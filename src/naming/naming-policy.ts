import type { IConstruct } from 'constructs';
import { checkNamingRules } from './check-names';
import { NAMING_RULES, type NamingRules } from './naming-rules';
import { readOptions } from '../options/options';
import { describeProblems } from '../problems/problems';

const POLICIES = Symbol.for('cdk-cognito-token-enricher.namingPolicies');

/**
 * Naming conventions for claims and scopes of all enrichers in an app, or below a construct, so that you do not have to set
 * `naming` on each enricher. An enricher must comply with all policies above it, and with its own `naming`.
 *
 * @example
 * NamingPolicy.of(this).add({ claimPrefix: 'ac.shop.', scopePrefix: 'shop/' });
 */
export class NamingPolicy {
  /**
   * Returns the policy of all enrichers below a construct.
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
   * Adds naming conventions. Enrichers are checked at the end of synthesis, so the order in which you create enrichers and
   * policies does not matter.
   *
   * @param naming the naming conventions; patterns that RE2 cannot run are an error
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

/** The name of the policy of a construct, in messages. */
export function nameOfPolicy({ node }: IConstruct): string {
  return node.path === '' ? 'the naming policy of the app' : `the naming policy of ${node.path}`;
}

interface Holder {
  [POLICIES]?: readonly NamingRules[];
}
