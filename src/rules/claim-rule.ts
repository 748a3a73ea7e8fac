import { markRule, type AuthorRule } from './author-rule';
import { RULE_OPTIONS, type RuleOptions } from './rule-options';
import { A_BOOLEAN, is, oneOf, someOf } from '../options/checks';
import { readOptions, type OptionChecks, type Options } from '../options/options';
import type { Problem } from '../problems/problems';
import { nodeOf } from '../values/author-node';
import type { Value } from '../values/value';

/** The tokens of a user pool that claims go into. */
export enum TokenType {
  /** The ID token: who the user is, for the app. Machines get none. */
  ID = 'ID',
  /** The access token: what the bearer may do, for APIs. Needs V2_0 at least. */
  ACCESS = 'ACCESS',
}

/** What happens when no rule yields a value for a claim. */
export enum IfAbsent {
  /** The claim is not in the token. Where Cognito would put an attribute of that name there, it is suppressed. */
  OMIT = 'OMIT',
  /** Cognito's own claim of that name, if there is one, stays as it is. */
  KEEP_ORIGINAL = 'KEEP_ORIGINAL',
  /** The token is denied, also when the value or the condition could not be known. */
  DENY = 'DENY',
}

/** Options of rules that set or suppress claims. */
export interface ClaimRuleOptions extends RuleOptions {
  /**
   * Tokens that the rule applies to.
   *
   * @default - rules that set claims: the ID and the access token, or the ID token alone when `triggerVersion` is V1_0; rules
   * that suppress claims: the tokens in which the claim can occur
   */
  readonly tokens?: TokenType[];
}

export const CLAIM_RULE_OPTIONS: OptionChecks<ClaimRuleOptions> = { ...RULE_OPTIONS, tokens: someOf(Object.values(TokenType)) };

/** Options of `ClaimRule.set`. */
export interface SetClaimOptions extends ClaimRuleOptions {
  /**
   * What happens when no rule yields a value for the claim. Of several rules that match, the strictest counts.
   *
   * @default IfAbsent.OMIT
   */
  readonly ifAbsent?: IfAbsent;

  /**
   * The claim decides what the bearer may do. Rules of such a claim deny the token instead of emitting nothing when their
   * value or condition could not be known.
   *
   * @default - not stated
   */
  readonly usedForAuthorization?: boolean;

  /**
   * Lets a `tokenBudget` drop the claim where the token would be too long: claims of the lowest priority go first. Not for claims
   * that authorize.
   *
   * @default - the claim is never dropped
   */
  readonly dropOrder?: number;
}

export const SET_CLAIM_OPTIONS: OptionChecks<SetClaimOptions> = {
  ...CLAIM_RULE_OPTIONS,
  ifAbsent: oneOf(Object.values(IfAbsent)),
  usedForAuthorization: A_BOOLEAN,
  dropOrder: is(Number.isFinite, 'a number', 'write a number; the lowest go first', 'DropOrder'),
};

/** Options of `ClaimRule.copyAttributes`. */
export interface CopyAttributesOptions extends SetClaimOptions {}

/** Options of `ClaimRule.suppress`. */
export interface SuppressClaimOptions extends ClaimRuleOptions {}

/** Options of `ClaimRule.keepOnly`. It works on the ID token: the access token has no attributes. */
export interface KeepOnlyClaimsOptions extends RuleOptions {}

/** Options of `ClaimRule.addAudience`. */
export interface AddAudienceOptions extends RuleOptions {}

/**
 * Sets, masks and suppresses claims.
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
   * Sets a claim. Of the rules of a claim whose condition holds, in order, the last one that yields a value decides: default
   * first, exception after. When none does, the claim is not in the token, even where Cognito itself would put an attribute of
   * that name there: see `ifAbsent`.
   *
   * @param name of the claim, as it is in the token; a dot in it is a dot. Names that Cognito reserves are an error.
   * @param value of the claim. Under V1_0 a string.
   * @param options tokens, condition, and what happens without a value
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  public static set(name: string, value: Value, options: SetClaimOptions = {}): ClaimRule {
    return new ClaimRule('setClaim', { name }, readOptions(options, SET_CLAIM_OPTIONS), { value });
  }

  /**
   * Takes a claim out. It wins over rules that set the claim.
   *
   * @param name of the claim
   * @param options tokens and condition
   */
  public static suppress(name: string, options: SuppressClaimOptions = {}): ClaimRule {
    return new ClaimRule('suppressClaim', { name }, readOptions(options, CLAIM_RULE_OPTIONS));
  }

  /**
   * Sets claims to attributes of the user of the same names: as `set(name, Value.userAttribute(name))` for each.
   *
   * @param names standard attributes and `custom:name`s, one at least
   * @param options tokens, condition, and what happens without a value
   */
  public static copyAttributes(names: string[], options: CopyAttributesOptions = {}): ClaimRule {
    return new ClaimRule('copyAttributes', { names }, readOptions(options, SET_CLAIM_OPTIONS));
  }

  /**
   * Takes out of the ID token every attribute of the user that is not named, so that attributes which the pool gets later stay
   * out by themselves. Claims that are no attributes stay.
   *
   * @param names standard attributes and `custom:name`s that may stay
   * @param options condition
   */
  public static keepOnly(names: string[], options: KeepOnlyClaimsOptions = {}): ClaimRule {
    return new ClaimRule('keepClaims', { names }, readOptions(options, RULE_OPTIONS));
  }

  /**
   * Puts `aud` into the access token: the id of the app client, the only audience that Amazon Cognito takes. Verifiers that ask
   * for an audience then find one; an API Gateway HTTP API looks at `aud` *instead of* `client_id` once it is there. Where the
   * request is bound to a resource, the token has an audience by itself: do without this rule there, as AWS does not say which
   * of the two stays. Needs V2_0 at least.
   *
   * @param options condition and subjects
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

  /** Names of the claims that the rule sets, takes out or lets stay. */
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
