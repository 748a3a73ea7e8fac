import { markRule, RULE_OPTIONS, type AuthorRule, type RuleOptions } from './rule-options';
import { A_BOOLEAN, is, oneOf, someOf } from '../options/checks';
import { readOptions, type OptionChecks, type Options } from '../options/options';
import type { Problem } from '../problems/problems';
import { nodeOf } from '../values/author-node';
import type { Value } from '../values/value';

/** The tokens of a user pool whose claims can be customized. */
export enum TokenType {
  /** The ID token: identifies the user to the app. Machine clients do not get one. */
  ID = 'ID',
  /** The access token: authorizes the bearer to call APIs. Requires trigger event version V2_0 or later. */
  ACCESS = 'ACCESS',
}

/** The behavior when no rule provides a value for a claim. */
export enum IfAbsent {
  /** The token does not contain the claim. If Cognito would add a user attribute with that name, it is suppressed. */
  OMIT = 'OMIT',
  /** Cognito's own claim with that name, if there is one, stays unchanged. */
  KEEP_ORIGINAL = 'KEEP_ORIGINAL',
  /** The token is denied, also if the value or the condition cannot be determined. */
  DENY = 'DENY',
}

/** Options of rules that set or suppress claims. */
export interface ClaimRuleOptions extends RuleOptions {
  /**
   * The tokens that the rule applies to.
   *
   * @default - rules that set claims: the ID and the access token, or only the ID token if `triggerVersion` is V1_0; rules that
   * suppress claims: the tokens that can contain the claim
   */
  readonly tokens?: TokenType[];
}

export const CLAIM_RULE_OPTIONS: OptionChecks<ClaimRuleOptions> = { ...RULE_OPTIONS, tokens: someOf(Object.values(TokenType)) };

/** Options of `ClaimRule.set`. */
export interface SetClaimOptions extends ClaimRuleOptions {
  /**
   * The behavior when no rule provides a value for the claim. If several matching rules set the claim, the strictest of their
   * settings applies: `DENY`, then `OMIT`, then `KEEP_ORIGINAL`.
   *
   * @default IfAbsent.OMIT
   */
  readonly ifAbsent?: IfAbsent;

  /**
   * Declares that APIs use the claim to decide access. Rules for this claim then deny the token, instead of doing nothing, if
   * their value or condition cannot be determined.
   *
   * @default - true for claims by which a product decides access, as its documentation says: the session tags of IAM
   * (`https://aws.amazon.com/tags`), and the claims of Hasura, Supabase and Amplify; otherwise not declared
   */
  readonly usedForAuthorization?: boolean;

  /**
   * Allows a `tokenBudget` to drop the claim if the token would be too long. Claims with the lowest number are dropped first. Not
   * allowed for claims that are used for authorization.
   *
   * @default - the claim is never dropped
   */
  readonly dropOrder?: number;
}

export const SET_CLAIM_OPTIONS: OptionChecks<SetClaimOptions> = {
  ...CLAIM_RULE_OPTIONS,
  ifAbsent: oneOf(Object.values(IfAbsent)),
  usedForAuthorization: A_BOOLEAN,
  dropOrder: is(Number.isFinite, 'a number', 'write a number; claims with the lowest are dropped first', 'DropOrder'),
};

/** Options of `ClaimRule.copyAttributes`. */
export interface CopyAttributesOptions extends SetClaimOptions {}

/** Options of `ClaimRule.suppress`. */
export interface SuppressClaimOptions extends ClaimRuleOptions {}

/** Options of `ClaimRule.keepOnly`. The rule applies to the ID token only, because the access token has no user attributes. */
export interface KeepOnlyClaimsOptions extends RuleOptions {}

/** Options of `ClaimRule.addAudience`. */
export interface AddAudienceOptions extends RuleOptions {}

/**
 * Sets and suppresses claims.
 *
 * @example
 * const claims = [
 *   ClaimRule.set('plan', Value.literal('free')),
 *   ClaimRule.set('plan', Value.literal('staff'), { when: Condition.inGroup('staff') }),
 *   ClaimRule.suppress('phone_number', { tokens: [TokenType.ID] }),
 * ];
 */
export class ClaimRule {
  /**
   * Sets a claim. If several rules set the same claim, the last matching rule with a value wins, so write the default first and
   * the exceptions after it. If no rule has a value, the token does not contain the claim, even if Cognito would add a user
   * attribute with that name (see `ifAbsent`).
   *
   * @param name the claim name as it appears in the token; a dot is part of the name. Names that Cognito reserves are an error.
   * @param value the claim value; a string with trigger event version V1_0
   * @param options the tokens, the condition, and the behavior without a value
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  public static set(name: string, value: Value, options: SetClaimOptions = {}): ClaimRule {
    return new ClaimRule('setClaim', { name }, readOptions(options, SET_CLAIM_OPTIONS), { value });
  }

  /**
   * Removes a claim from the token. Suppressing wins over rules that set the claim.
   *
   * @param name the claim name
   * @param options the tokens and the condition
   */
  public static suppress(name: string, options: SuppressClaimOptions = {}): ClaimRule {
    return new ClaimRule('suppressClaim', { name }, readOptions(options, CLAIM_RULE_OPTIONS));
  }

  /**
   * Copies user attributes to claims of the same name, like `set(name, Value.userAttribute(name))` for each name.
   *
   * @param names standard attributes and `custom:` attributes, at least one
   * @param options the tokens, the condition, and the behavior without a value
   */
  public static copyAttributes(names: string[], options: CopyAttributesOptions = {}): ClaimRule {
    return new ClaimRule('copyAttributes', { names }, readOptions(options, SET_CLAIM_OPTIONS));
  }

  /**
   * Removes all user attributes from the ID token except the listed ones. Attributes that are added to the pool later are removed
   * too. Claims that are not user attributes stay.
   *
   * @param names standard attributes and `custom:` attributes to keep
   * @param options the condition
   */
  public static keepOnly(names: string[], options: KeepOnlyClaimsOptions = {}): ClaimRule {
    return new ClaimRule('keepClaims', { names }, readOptions(options, RULE_OPTIONS));
  }

  /**
   * Adds an `aud` claim to the access token: the app client ID, the only audience that Cognito accepts. Use it for verifiers that
   * require an audience. If a token has `aud`, an API Gateway HTTP API validates it *instead of* `client_id`.
   *
   * Requires trigger event version V2_0 or later. Do not use this rule for requests with resource binding: those tokens have an
   * audience already, and AWS does not document which of the two stays.
   *
   * @param options the condition and the subjects
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
   */
  public static addAudience(options: AddAudienceOptions = {}): ClaimRule {
    return new ClaimRule('audience', {}, readOptions(options, RULE_OPTIONS));
  }

  /** @internal */
  public static _invalid(problems: readonly Problem[]): ClaimRule {
    return new ClaimRule('invalid', {}, { options: {}, problems });
  }

  /** The names of the claims that the rule sets, suppresses or keeps. */
  public readonly claimNames: string[];

  private constructor(
    kind: AuthorRule['kind'],
    constants: { readonly name?: string; readonly names?: readonly string[] },
    { options, problems }: Options<SetClaimOptions>,
    values: { value?: Value } = {},
  ) {
    const { when, tokens, ifAbsent, usedForAuthorization, dropOrder } = options;
    this.claimNames = kind === 'audience' ? ['aud'] : [constants.name ?? constants.names ?? []].flat();
    markRule(this, 'claims', {
      kind,
      constants: { ...constants, tokens, ifAbsent, usedForAuthorization, dropOrder },
      values: 'value' in values ? { value: nodeOf(values.value, 'value') } : {},
      ...(when !== undefined && { when: nodeOf(when, 'condition') }),
      options,
      problems,
    });
  }
}
