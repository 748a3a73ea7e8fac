import { BUDGET_LENGTHS } from './budget-defaults';
import { objectWith, oneOf, someOf, A_STRING } from '../options/checks';
import { readOptions, type OptionChecks } from '../options/options';
import type { Problem } from '../problems/problems';
import { TokenType } from '../rules/claim-rule';

/** What happens to a token that is longer than the budget when it is issued. */
export enum OnExcess {
  /** The token is denied. */
  DENY = 'DENY',
  /**
   * Claims with a `dropOrder` are dropped, lowest first, until the token is short enough, and a marker claim names
   * them. If it is still too long, it is denied. Claims without one, claims that authorize, scopes and groups are never
   * dropped, and what is suppressed stays suppressed.
   */
  DROP = 'DROP',
}

/** How a budget is kept. */
export interface TokenBudgetOptions {
  /**
   * What happens to a token that is longer than the budget when it is issued.
   *
   * @default OnExcess.DENY
   */
  readonly onExcess?: OnExcess;

  /**
   * Name of the claim that lists the dropped claims: a string with their names, separated by spaces. Naming policies apply to a name that
   * is given here, not to the default.
   *
   * @default 'claims_dropped'
   */
  readonly markerClaim?: string;

  /**
   * The tokens that have to be so short.
   *
   * @default - both
   */
  readonly tokens?: TokenType[];
}

const TOKEN_BUDGET_OPTIONS: OptionChecks<TokenBudgetOptions> = {
  onExcess: oneOf(Object.values(OnExcess)),
  markerClaim: A_STRING,
  tokens: someOf(Object.values(TokenType)),
};

/**
 * How long a token may be, in characters of its compact form. What the rules can make for certain is checked at synth; what only
 * shows when a token is issued is checked then.
 *
 * The length of a token is not documented by AWS: it is reckoned by the claims that Cognito documents, with a key of 2,048 bits.
 */
export class TokenBudget {
  /**
   * For an HTTP API of Amazon API Gateway: 10,240 bytes for the request line and all headers, of which 2,048 are left to others.
   *
   * @param options how the budget is kept
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
   */
  public static httpApi(options: TokenBudgetOptions = {}): TokenBudget {
    return new TokenBudget(BUDGET_LENGTHS.httpApi, options);
  }

  /**
   * For a REST API of Amazon API Gateway: 20,480 bytes for all headers, of which 4,096 are left to others.
   *
   * @param options how the budget is kept
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
   */
  public static restApi(options: TokenBudgetOptions = {}): TokenBudget {
    return new TokenBudget(BUDGET_LENGTHS.restApi, options);
  }

  /**
   * For a private REST API of Amazon API Gateway: 8,000 bytes for all headers, of which 1,600 are left to others.
   *
   * @param options how the budget is kept
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
   */
  public static privateRestApi(options: TokenBudgetOptions = {}): TokenBudget {
    return new TokenBudget(BUDGET_LENGTHS.privateRestApi, options);
  }

  /**
   * For an Application Load Balancer that authenticates users: 11 KB for the access token and the claims of the user, of which
   * 3 KB are left to the claims.
   *
   * @param options how the budget is kept
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
   */
  public static applicationLoadBalancer(options: TokenBudgetOptions = {}): TokenBudget {
    return new TokenBudget(BUDGET_LENGTHS.applicationLoadBalancer, options);
  }

  /**
   * For a cookie: most browsers take 4,096 bytes, of which 96 are left to its name and attributes.
   *
   * @param options how the budget is kept
   * @see https://www.rfc-editor.org/rfc/rfc6265#section-6.1
   */
  public static cookie(options: TokenBudgetOptions = {}): TokenBudget {
    return new TokenBudget(BUDGET_LENGTHS.cookie, options);
  }

  /**
   * For something else.
   *
   * @param length characters of the compact token, 1,000 at least: a token without rules is about so long
   * @param options how the budget is kept
   */
  public static ofLength(length: number, options: TokenBudgetOptions = {}): TokenBudget {
    return new TokenBudget(length, options);
  }

  /** Characters that a compact token may have. */
  public readonly length: number;

  /** @internal */
  public readonly _options: TokenBudgetOptions;

  /** @internal */
  public readonly _problems: readonly Problem[];

  private constructor(length: number, given: TokenBudgetOptions) {
    const { options, problems } = readOptions(given, TOKEN_BUDGET_OPTIONS);
    this.length = length;
    this._options = options;
    this._problems = problems;
    Object.defineProperty(this, BUDGET, { value: true });
  }
}

const BUDGET = Symbol.for('cdk-cognito-token-enricher.token-budget');

export const A_TOKEN_BUDGET = objectWith([BUDGET], 'a TokenBudget', 'make it with a factory of TokenBudget, such as TokenBudget.httpApi()');
