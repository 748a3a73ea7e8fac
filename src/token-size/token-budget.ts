import { BUDGET_LENGTHS } from './budget-defaults';
import { objectWith, oneOf, someOf, A_STRING } from '../options/checks';
import { readOptions, type OptionChecks } from '../options/options';
import type { Problem } from '../problems/problems';
import { TokenType } from '../rules/claim-rule';

/** The behavior when a token is longer than its budget. */
export enum OnExcess {
  /** The token is denied. */
  DENY = 'DENY',
  /**
   * Claims with a `dropOrder` are dropped, the lowest first, until the token is short enough. A marker claim lists their names.
   * If the token is still too long, it is denied. Claims without a `dropOrder`, claims that are used for authorization, scopes
   * and groups are never dropped. Suppressed claims stay suppressed.
   */
  DROP = 'DROP',
}

/** Options of a token budget. */
export interface TokenBudgetOptions {
  /**
   * The behavior when a token is longer than the budget.
   *
   * @default OnExcess.DENY
   */
  readonly onExcess?: OnExcess;

  /**
   * The name of the claim that lists the dropped claims: a string with their names, separated by spaces. Naming policies apply to
   * a name that you set here, but not to the default.
   *
   * @default 'claims_dropped'
   */
  readonly markerClaim?: string;

  /**
   * The tokens that the budget applies to.
   *
   * @default - the ID and the access token
   */
  readonly tokens?: TokenType[];
}

const TOKEN_BUDGET_OPTIONS: OptionChecks<TokenBudgetOptions> = {
  onExcess: oneOf(Object.values(OnExcess)),
  markerClaim: A_STRING,
  tokens: someOf(Object.values(TokenType)),
};

/**
 * The maximum length of a token, in characters of its compact serialization. Synthesis fails if the known lengths of claims that
 * cannot be dropped exceed it. Otherwise, the length is checked when a token is issued.
 *
 * AWS does not document the length of tokens. It is estimated from the claims that Cognito documents and a signature with a
 * 2,048-bit key.
 */
export class TokenBudget {
  /**
   * A budget for an HTTP API of Amazon API Gateway: 10,240 bytes for the request line and all headers, with 2,048 reserved for
   * other headers.
   *
   * @param options the options of the budget
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
   */
  public static httpApi(options: TokenBudgetOptions = {}): TokenBudget {
    return new TokenBudget(BUDGET_LENGTHS.httpApi, options);
  }

  /**
   * A budget for a REST API of Amazon API Gateway: 20,480 bytes for all headers, with 4,096 reserved for other headers.
   *
   * @param options the options of the budget
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
   */
  public static restApi(options: TokenBudgetOptions = {}): TokenBudget {
    return new TokenBudget(BUDGET_LENGTHS.restApi, options);
  }

  /**
   * A budget for a private REST API of Amazon API Gateway: 8,000 bytes for all headers, with 1,600 reserved for other headers.
   *
   * @param options the options of the budget
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
   */
  public static privateRestApi(options: TokenBudgetOptions = {}): TokenBudget {
    return new TokenBudget(BUDGET_LENGTHS.privateRestApi, options);
  }

  /**
   * A budget for an Application Load Balancer that authenticates users: 11 KB for the access token and the user claims, with 3 KB
   * reserved for the user claims.
   *
   * @param options the options of the budget
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
   */
  public static applicationLoadBalancer(options: TokenBudgetOptions = {}): TokenBudget {
    return new TokenBudget(BUDGET_LENGTHS.applicationLoadBalancer, options);
  }

  /**
   * A budget for a cookie: most browsers accept 4,096 bytes, with 96 reserved for its name and attributes.
   *
   * @param options the options of the budget
   * @see https://www.rfc-editor.org/rfc/rfc6265#section-6.1
   */
  public static cookie(options: TokenBudgetOptions = {}): TokenBudget {
    return new TokenBudget(BUDGET_LENGTHS.cookie, options);
  }

  /**
   * A budget with a custom length.
   *
   * @param length the maximum number of characters of the compact token, 1,000 or more: a token without rules has about this
   * length
   * @param options the options of the budget
   */
  public static ofLength(length: number, options: TokenBudgetOptions = {}): TokenBudget {
    return new TokenBudget(length, options);
  }

  /** The maximum number of characters of the compact token. */
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

export const A_TOKEN_BUDGET = objectWith([BUDGET], 'a TokenBudget', 'create it with a method of TokenBudget, such as TokenBudget.httpApi()');
