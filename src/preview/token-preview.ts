import { ClaimOrigin } from './codes';
import type { ClaimPreview, PreviewDenial, ReadPreview, RulePreview } from './preview-parts';
import { cell, code, prose, table } from '../describe/markdown';

/** The properties of a preview. */
export type PreviewParts = Omit<TokenPreview, 'describe'>;

/** The tokens that Cognito would issue, and the effect of each rule. A denial is returned, not thrown. */
export class TokenPreview {
  /** @internal */
  public static _of(parts: PreviewParts): TokenPreview {
    return new TokenPreview(parts);
  }

  /**
   * The claims of the ID token.
   *
   * @default - there is no ID token: the token was denied, is a machine token, or the scopes do not include `openid`
   */
  public readonly idToken?: { [claim: string]: any };

  /**
   * The claims of the access token.
   *
   * @default - there is no access token: the token was denied
   */
  public readonly accessToken?: { [claim: string]: any };

  /**
   * The claims that the ID token would have without the rules.
   *
   * @default - there is no ID token
   */
  public readonly originalIdToken?: { [claim: string]: any };

  /**
   * The claims that the access token would have without the rules.
   *
   * @default - there is no access token
   */
  public readonly originalAccessToken?: { [claim: string]: any };

  /**
   * The reason why the token was denied.
   *
   * @default - the token was not denied
   */
  public readonly denial?: PreviewDenial;

  /**
   * The response of the function: the `response` of the event.
   *
   * @default - the function denies the token
   */
  public readonly response?: { [name: string]: any };

  /** The origin of each claim in both tokens, including claims that a rule suppressed. */
  public readonly claims: ClaimPreview[];

  /** The outcome of each rule, in the order of evaluation: deny, claims, scopes, groups. */
  public readonly trace: RulePreview[];

  /** The reads that the rules needed, in order. A source whose key has an absent part, or that no rule needs for this request, is not read. */
  public readonly reads: ReadPreview[];

  /** Behavior that the preview assumes because AWS does not document it, or because only the deployment knows it. */
  public readonly assumptions: string[];

  private constructor(parts: PreviewParts) {
    this.idToken = parts.idToken;
    this.accessToken = parts.accessToken;
    this.originalIdToken = parts.originalIdToken;
    this.originalAccessToken = parts.originalAccessToken;
    this.denial = parts.denial;
    this.response = parts.response;
    this.claims = parts.claims;
    this.trace = parts.trace;
    this.reads = parts.reads;
    this.assumptions = parts.assumptions;
  }

  /**
   * Returns the effect of the rules in Markdown: the claims that they change, before and after, the outcome of each rule, and the reads. Claims that
   * no rule changes are left out, so it is the same for the same request, and a snapshot of it in the repository shows in a review how tokens change.
   */
  public describe(): string {
    return describePreview(this);
  }
}

type Claims = { readonly [claim: string]: unknown } | undefined;

/** Describes a preview in Markdown. */
function describePreview(preview: PreviewParts): string {
  const { denial, trace, reads, claims, assumptions, idToken, originalIdToken, accessToken, originalAccessToken } = preview;
  const changed = claims.filter(({ origin }) => origin !== ClaimOrigin.COGNITO);
  return [
    ...denial ? [`Denied with ${denial.reason}${denial.rule === undefined ? '' : ` by ${denial.rule}`}: ${prose(cell(denial.message))}`] : [],
    ...denial || changed.length > 0 ? [] : ['No rule changes the tokens.'],
    ...claimsTable('ID token', changed.filter(({ token }) => token === 'ID'), originalIdToken, idToken),
    ...claimsTable('Access token', changed.filter(({ token }) => token === 'ACCESS'), originalAccessToken, accessToken),
    ...table('Rules', ['Rule', 'Effect', 'Condition', 'Outcome', 'Why', 'Description'], trace.map(ruleCells)),
    ...table('Reads', ['Source', 'From', 'Key', 'Outcome', 'Why', 'Items'], reads.map(readCells)),
    ...assumptions.length > 0 ? ['## Assumptions', assumptions.map(each => `- ${cell(each)}`).join('\n')] : [],
  ].join('\n\n').concat('\n');
}

function claimsTable(title: string, changed: readonly ClaimPreview[], before: Claims, after: Claims): readonly string[] {
  const value = (claims: Claims, name: string): string => claims && Object.hasOwn(claims, name) ? code(JSON.stringify(claims[name])) : 'none';
  return table(title, ['Claim', 'Before', 'After', 'Rules'], changed.map(({ name, rules }) => [code(name), value(before, name), value(after, name), rules.join(', ')]));
}

function ruleCells({ rule, summary, condition, outcome, shadow, explanation, reason, description = '' }: RulePreview): readonly string[] {
  return [rule, code(summary), condition === undefined ? '' : code(condition), `${outcome}${shadow ? ' (shadow)' : ''}`, explanation ?? reason ?? '', prose(description)];
}

function readCells({ source, target, index, key, sortCondition, outcome, reason = '', count }: ReadPreview): readonly string[] {
  const keys = [...Object.entries(key).map(([name, value]) => `${name} = ${JSON.stringify(value)}`), ...sortCondition === undefined ? [] : [sortCondition]];
  return [source, `${code(target)}${index === undefined ? '' : `, index ${code(index)}`}`, code(keys.join(', ')), outcome, reason, String(count)];
}
