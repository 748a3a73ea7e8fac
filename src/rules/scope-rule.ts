import { markRule, type AuthorRule } from './author-rule';
import { RULE_OPTIONS, type RuleOptions } from './rule-options';
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
   * Scopes without a `/` are taken away as well when they are not in the list: `openid`, `profile`, `email` and Cognito's own.
   *
   * @default false - they stay
   */
  readonly standardScopes?: boolean;
}

const KEEP_ONLY_OPTIONS: OptionChecks<KeepOnlyScopesOptions> = { ...RULE_OPTIONS, standardScopes: A_BOOLEAN };

/**
 * Adds scopes to the access token and takes scopes away. Needs V2_0 at least.
 *
 * A scope has 1 to 256 characters of printable ASCII without blank, `"` and `\`. What is none is dropped and counted, as are
 * duplicates. The order is that of the request, then additions in the order of the rules.
 *
 * @example
 * const scopes = [
 *   ScopeRule.add('plan:{{user.custom:plan | lower}}'),
 *   ScopeRule.suppress('aws.cognito.signin.user.admin', { when: Condition.client(webClient) }),
 * ];
 */
export class ScopeRule {
  /**
   * Adds one scope. It needs to exist neither on a resource server nor on the app client.
   *
   * Scopes that start with `aws.cognito.` hand back the right to edit one's own attributes: they can be added by a literal alone.
   *
   * @param template a scope, or a template of one as in `Value.template`; nothing is added when the template is absent. It is
   * one scope whatever the values hold: a blank in them drops it.
   * @param options condition
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  public static add(template: string, options: AddScopeOptions = {}): ScopeRule {
    return new ScopeRule('addScope', {}, readOptions(options, RULE_OPTIONS), { template: { op: TEMPLATE_TEXT, args: [template] } });
  }

  /**
   * Adds one scope that a value holds. It is one scope whatever the value holds: a blank in it drops it.
   *
   * @param value a string; no scope is added when it is absent or has failed
   * @param options condition
   */
  public static addValue(value: Value, options: AddScopeOptions = {}): ScopeRule {
    return new ScopeRule('addScope', {}, readOptions(options, RULE_OPTIONS), { value: nodeOf(value, 'value') });
  }

  /**
   * Adds each member of a list as a scope. Nothing is split at blanks.
   *
   * @param value a list of strings; nothing is added when it is absent or has failed
   * @param options condition
   */
  public static addAll(value: Value, options: AddAllScopesOptions = {}): ScopeRule {
    return new ScopeRule('addScope', { list: true }, readOptions(options, RULE_OPTIONS), { value: nodeOf(value, 'value') });
  }

  /**
   * Takes a scope away. It wins over rules that add it.
   *
   * @param scope a scope
   * @param options condition; unknown counts as true
   */
  public static suppress(scope: string, options: SuppressScopeOptions = {}): ScopeRule {
    return new ScopeRule('suppressScope', { scope }, readOptions(options, RULE_OPTIONS));
  }

  /**
   * Takes away every requested scope with a `/` in it that is not in a list: what was requested, cut to what is entitled.
   *
   * @param value a list of strings; nothing is kept of an absent or failed one
   * @param options condition, and whether standard scopes are taken away as well
   */
  public static keepOnly(value: Value, options: KeepOnlyScopesOptions = {}): ScopeRule {
    const read = readOptions(options, KEEP_ONLY_OPTIONS);
    return new ScopeRule('keepScopes', { standardScopes: read.options.standardScopes }, read, { value: nodeOf(value, 'value') });
  }

  /** Whether the rule adds scopes. False for a rule that takes scopes away. */
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
