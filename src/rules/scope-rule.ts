import { markRule, RULE_OPTIONS, type AuthorRule, type RuleOptions } from './rule-options';
import { A_BOOLEAN } from '../options/checks';
import { readOptions, type OptionChecks, type Options } from '../options/options';
import { nodeOf, TEMPLATE_TEXT, type AuthorNode } from '../values/author-node';
import type { Value } from '../values/value';

/** Options of `ScopeRule.add` and `ScopeRule.addValue`. */
export interface AddScopeOptions extends RuleOptions {}

/** Options of `ScopeRule.addAll`. */
export interface AddAllScopesOptions extends RuleOptions {}

/** Options of `ScopeRule.suppress`. */
export interface SuppressScopeOptions extends RuleOptions {}

/** Options of `ScopeRule.keepOnly`. */
export interface KeepOnlyScopesOptions extends RuleOptions {
  /**
   * Also removes scopes without a `/` that are not in the list, such as `openid`, `profile`, `email` and Cognito's own scopes.
   *
   * @default false - they stay
   */
  readonly standardScopes?: boolean;
}

const KEEP_ONLY_OPTIONS: OptionChecks<KeepOnlyScopesOptions> = { ...RULE_OPTIONS, standardScopes: A_BOOLEAN };

/**
 * Adds scopes to the access token and removes scopes from it. Requires trigger event version V2_0 or later.
 *
 * A scope consists of 1 to 256 printable ASCII characters, without spaces, `"` and `\`. Invalid scopes are dropped and counted.
 * Duplicates are dropped. The requested scopes come first, then the added scopes in the order of the rules.
 *
 * @example
 * const scopes = [
 *   ScopeRule.add('plan:{{user.custom:plan | lower}}'),
 *   ScopeRule.suppress('aws.cognito.signin.user.admin', { when: Condition.client(webClient) }),
 * ];
 */
export class ScopeRule {
  /**
   * Adds one scope. The scope does not have to exist on a resource server or on the app client.
   *
   * Scopes that start with `aws.cognito.` let users edit their own attributes. They can only be added as a literal.
   *
   * @param template a scope, or a template as in `Value.template`. If the template is absent or has failed, no scope is added.
   * The result is always one scope: if a value contains a space, the scope is dropped.
   * @param options the condition
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  public static add(template: string, options: AddScopeOptions = {}): ScopeRule {
    return new ScopeRule('addScope', {}, readOptions(options, RULE_OPTIONS), { template: { op: TEMPLATE_TEXT, args: [template] } });
  }

  /**
   * Adds the string of a value as one scope. If the string contains a space, the scope is dropped.
   *
   * @param value a string; if it is absent or has failed, no scope is added
   * @param options the condition
   */
  public static addValue(value: Value, options: AddScopeOptions = {}): ScopeRule {
    return new ScopeRule('addScope', {}, readOptions(options, RULE_OPTIONS), { value: nodeOf(value, 'value') });
  }

  /**
   * Adds each element of a list as a scope. Strings are not split at spaces.
   *
   * @param value a list of strings; if it is absent or has failed, no scope is added
   * @param options the condition
   */
  public static addAll(value: Value, options: AddAllScopesOptions = {}): ScopeRule {
    return new ScopeRule('addScope', { list: true }, readOptions(options, RULE_OPTIONS), { value: nodeOf(value, 'value') });
  }

  /**
   * Removes a scope. Suppressing wins over rules that add the scope.
   *
   * @param scope the scope
   * @param options the condition; if it is unknown, the scope is removed
   */
  public static suppress(scope: string, options: SuppressScopeOptions = {}): ScopeRule {
    return new ScopeRule('suppressScope', { scope }, readOptions(options, RULE_OPTIONS));
  }

  /**
   * Removes all requested scopes that contain a `/` and are not in a list. Use it to limit requested scopes to the user's
   * entitlements.
   *
   * @param value a list of strings; if it is absent or has failed, no such scope is kept
   * @param options the condition, and whether to remove standard scopes too
   */
  public static keepOnly(value: Value, options: KeepOnlyScopesOptions = {}): ScopeRule {
    const read = readOptions(options, KEEP_ONLY_OPTIONS);
    return new ScopeRule('keepScopes', { standardScopes: read.options.standardScopes }, read, { value: nodeOf(value, 'value') });
  }

  /** True if the rule adds scopes, false if it removes scopes. */
  public readonly addsScopes: boolean;

  private constructor(
    kind: AuthorRule['kind'],
    constants: AuthorRule['constants'],
    { options, problems }: Options<RuleOptions>,
    values: { [name: string]: AuthorNode } = {},
  ) {
    this.addsScopes = kind === 'addScope';
    markRule(this, 'scopes', { kind, constants, values, ...(options.when !== undefined && { when: nodeOf(options.when, 'condition') }), options, problems });
  }
}
