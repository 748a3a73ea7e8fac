import { cedarSchemaOf, isCedarNamespace } from './cedar';
import { jsonSchemaOf } from './json-schema';
import { markdownOf } from './markdown';
import type { Contract } from './model';
import { typeScriptOf } from './typescript';
import { show } from '../problems/problems';
import type { TokenType } from '../rules/claim-rule';

/**
 * The claims, scopes and groups that rules can put into tokens, for those who read tokens.
 *
 * It says of each claim in which token and for whom it is, its type, its values and limits if they are known, whether it is always there, and who
 * controls it. Tokens have other claims too. The contract is deterministic and contains no values of a deployment, so a file of it in the repository
 * shows in a review how tokens change.
 *
 * @example
 * declare const enricher: TokenEnricher;
 *
 * const schema = enricher.contract.jsonSchema(TokenType.ACCESS);
 * const declarations = enricher.contract.typeScript();
 */
export class TokenContract {
  /** @internal */
  public static _of(contract: Contract): TokenContract {
    return new TokenContract(contract);
  }

  private constructor(private readonly contract: Contract) {}

  /**
   * Returns the JSON Schema (draft 2020-12) of the claims in a token. A token that the rules can produce is valid, also with more claims. In access
   * tokens, it distinguishes users from machines by the claim `username`.
   *
   * @param token the token
   * @see https://json-schema.org/draft/2020-12
   */
  public jsonSchema(token: TokenType): { [keyword: string]: any } {
    return jsonSchemaOf(this.contract, token) as { [keyword: string]: any };
  }

  /**
   * Returns TypeScript declarations: the interfaces `IdTokenClaims`, `AccessTokenClaims` and `MachineTokenClaims` of tokens that the rules change, and
   * the type `AddedScope`. A claim that goes breaks the code that reads it at compile time.
   */
  public typeScript(): string {
    return typeScriptOf(this.contract);
  }

  /** Returns tables in Markdown: claims, scopes, denials, sources, and the values that are declared trusted. */
  public markdown(): string {
    return markdownOf(this.contract);
  }

  /**
   * Returns a fragment of a Cedar schema as JSON, to merge into the schema of an Amazon Verified Permissions policy store with the user pool as identity
   * source: the entity types `User`, with the claims of ID tokens as attributes, and `UserGroup`; and the common types `AccessToken` and `MachineToken`
   * for `context.token`. Claims of several types, and lists and maps of unknown content, are left out, as Cedar has no type for them. Numbers are `Long`:
   * Cedar has no fractions.
   *
   * @param policyNamespace the namespace of the policy store: identifiers of Cedar, as in `Shop::Orders`, or it is an error; by default `App`
   * @see https://docs.aws.amazon.com/verifiedpermissions/latest/userguide/cognito-map-token-to-schema.html
   */
  public cedarSchema(policyNamespace: string = 'App'): { [namespace: string]: any } {
    if (!isCedarNamespace(policyNamespace)) {
      throw new Error(`${show(policyNamespace)} is no namespace of Cedar: use identifiers that are no reserved words, as in App or Shop::Orders`);
    }
    return cedarSchemaOf(this.contract, policyNamespace) as { [namespace: string]: any };
  }

  /** Returns the whole contract as JSON. `token-enricher diff` compares two files of it. */
  public toJson(): string {
    return `${JSON.stringify(this.contract, null, 2)}\n`;
  }
}
