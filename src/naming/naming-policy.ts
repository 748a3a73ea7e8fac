import type { IConstruct } from 'constructs';
import { checkNamingRules } from './check-names';
import { listOf, A_STRING } from '../options/checks';
import { readOptions, type OptionChecks } from '../options/options';
import { describeProblems } from '../problems/problems';

/** Naming conventions of an organization for claims and scopes. */
export interface NamingRules {
  /**
   * The required prefix of claim names, such as `ac.shop.`.
   *
   * @default - no prefix is required
   */
  readonly claimPrefix?: string;

  /**
   * A pattern in RE2 syntax that the whole claim name must match.
   *
   * @default - any claim name is allowed
   * @see https://github.com/google/re2/wiki/Syntax
   */
  readonly claimPattern?: string;

  /**
   * Claims that do not have to follow the conventions.
   *
   * @default - only user attributes (standard, `custom:` and `dev:`) and `aud`, whose names you cannot choose
   */
  readonly claimExceptions?: string[];

  /**
   * The required prefix of scopes that rules add, such as `shop/`.
   *
   * @default - no prefix is required
   */
  readonly scopePrefix?: string;

  /**
   * A pattern in RE2 syntax that each scope that rules add must match as a whole. A scope with placeholders is known only when a
   * token is issued. The pattern cannot be checked for such a scope, and synthesis adds a warning.
   *
   * @default - any scope is allowed
   * @see https://github.com/google/re2/wiki/Syntax
   */
  readonly scopePattern?: string;

  /**
   * Scopes that do not have to follow the conventions.
   *
   * @default - none
   */
  readonly scopeExceptions?: string[];
}

export const NAMING_RULES: OptionChecks<NamingRules> = {
  claimPrefix: A_STRING,
  claimPattern: A_STRING,
  claimExceptions: listOf('a list of claim names', A_STRING),
  scopePrefix: A_STRING,
  scopePattern: A_STRING,
  scopeExceptions: listOf('a list of scopes', A_STRING),
};

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
