import { isDeepStrictEqual } from 'util';
import type { DenialReason } from './codes';
import type { ReadPreview, RulePreview } from './preview-parts';
import { TokenPreview } from './token-preview';
import { ownMember } from '../core/document/json';
import { didYouMean, show } from '../problems/problems';
import { TokenType } from '../rules/claim-rule';

const NAMES: { readonly [token in TokenType]: string } = { [TokenType.ID]: 'ID token', [TokenType.ACCESS]: 'access token' };

/**
 * Assertions on the tokens of a preview, for unit tests in any language. A failed assertion throws an error with the expected and the actual
 * value, the outcome of each rule for the claim, and what was read.
 *
 * @example
 * const profile = TableSource.item('profile', { table, key: { id: Value.sub() } });
 * const enricher = new TokenEnricher(this, 'TokenEnricher', { userPool, claims: [ClaimRule.set('plan', profile.attribute('plan'))] });
 *
 * const tokens = TokenAssertions.of(enricher.preview({ items: { profile: { plan: 'gold' } } }));
 * tokens.hasClaim('plan', 'gold');
 * tokens.hasNoClaim('email', TokenType.ACCESS);
 */
export class TokenAssertions {
  /**
   * Assertions on a preview.
   *
   * @param preview the result of `TokenEnricher.preview`
   */
  public static of(preview: TokenPreview): TokenAssertions {
    if (!(preview instanceof TokenPreview)) {
      throw new Error('TokenAssertions.of takes the result of TokenEnricher.preview(...)');
    }
    return new TokenAssertions(preview);
  }

  private constructor(private readonly preview: TokenPreview) {}

  /**
   * The tokens have a claim with exactly this value: a string, number, boolean, list or map.
   *
   * @param name the name of the claim
   * @param value the value
   * @param token the token; by default, each token that the request gives
   */
  public hasClaim(name: string, value: any, token?: TokenType): void {
    if (value === undefined || value === null) {
      throw new Error(`hasClaim(${show(name)}) has no value to compare with: give one, or use hasNoClaim`);
    }
    for (const [type, claims] of this.tokens(token)) {
      const actual = ownMember(claims, name);
      if (!isDeepStrictEqual(plain(actual), plain(value))) {
        const has = actual === undefined ? `has no claim ${show(name)}${didYouMean(name, Object.keys(claims))}` : `has the claim ${show(name)}`;
        this.fail([`the ${NAMES[type]} ${has}`, `  expected: ${text(value)}`, `  actual:   ${text(actual)}`], name);
      }
    }
  }

  /**
   * The tokens do not have a claim.
   *
   * @param name the name of the claim
   * @param token the token; by default, each token that the request gives
   */
  public hasNoClaim(name: string, token?: TokenType): void {
    for (const [type, claims] of this.tokens(token)) {
      if (Object.hasOwn(claims, name)) {
        this.fail([`the ${NAMES[type]} has the claim ${show(name)}`, '  expected: no such claim', `  actual:   ${text(claims[name])}`], name);
      }
    }
  }

  /**
   * The access token has exactly these scopes, in any order.
   *
   * @param scopes the scopes
   */
  public hasScopes(...scopes: string[]): void {
    scopes.forEach(checkScope);
    const actual = this.scopes();
    if (!isDeepStrictEqual([...actual].sort(), [...scopes].sort())) {
      this.fail(['the access token has other scopes', `  expected: ${[...scopes].sort().join(' ') || 'none'}`, `  actual:   ${[...actual].sort().join(' ') || 'none'}`], 'scope');
    }
  }

  /**
   * The access token has a scope, among others.
   *
   * @param scope the scope
   */
  public hasScope(scope: string): void {
    checkScope(scope);
    const actual = this.scopes();
    if (!actual.includes(scope)) {
      this.fail([`the access token does not have the scope ${show(scope)}${didYouMean(scope, actual)}`, `  actual: ${actual.join(' ')}`], 'scope');
    }
  }

  /**
   * The access token does not have a scope.
   *
   * @param scope the scope
   */
  public hasNoScope(scope: string): void {
    checkScope(scope);
    if (this.scopes().includes(scope)) {
      this.fail([`the access token has the scope ${show(scope)}`], 'scope');
    }
  }

  /**
   * The token is denied.
   *
   * @param reason the reason code; by default, any reason
   */
  public isDenied(reason?: DenialReason): void {
    const { denial } = this.preview;
    if (!denial || (reason !== undefined && denial.reason !== reason)) {
      this.fail([`the token is ${denial ? `denied with ${denial.reason}` : 'not denied'}`, `  expected: denied${reason === undefined ? '' : ` with ${reason}`}`]);
    }
  }

  /** The token is not denied. */
  public isNotDenied(): void {
    this.tokens();
  }

  /**
   * A source was read with exactly this key, at least once.
   *
   * @param source the name of the source
   * @param key the values of the key attributes, or the input of a function
   */
  public hasRead(source: string, key: { [attribute: string]: any }): void {
    const reads = this.preview.reads.filter(read => read.source === source);
    if (!reads.some(read => isDeepStrictEqual(plain(read.key), plain(key)))) {
      this.fail([`the source ${show(source)} was not read with this key`, `  expected: ${text(key)}`, `  actual:   ${reads.map(read => text(read.key)).join(', ') || `it was not read${didYouMean(source, this.preview.reads.map(read => read.source))}`}`]);
    }
  }

  private tokens(only?: TokenType): ReadonlyArray<readonly [TokenType, { readonly [claim: string]: unknown }]> {
    const { idToken, accessToken, denial } = this.preview;
    if (denial) {
      this.fail([`the token is denied with ${denial.reason}${denial.rule === undefined ? '' : ` by ${denial.rule}`}`, `  message: ${denial.message}`]);
    }
    const tokens = [...idToken ? [[TokenType.ID, idToken] as const] : [], ...accessToken ? [[TokenType.ACCESS, accessToken] as const] : []]
      .filter(([type]) => only === undefined || type === only);
    if (only !== undefined && tokens.length === 0) {
      this.fail([`the request gives no ${NAMES[only]}`]);
    }
    return tokens;
  }

  private scopes(): readonly string[] {
    const [[, { scope }]] = this.tokens(TokenType.ACCESS);
    return typeof scope === 'string' && scope !== '' ? scope.split(' ') : [];
  }

  /** @param claim the claim that the assertion is about; if undefined, all rules are shown */
  private fail(lines: readonly string[], claim?: string): never {
    const { trace, claims, reads } = this.preview;
    const origins = claims.filter(({ name }) => name === claim).flatMap(({ rules }) => rules);
    const concerned = trace.filter(rule => claim === undefined || origins.includes(rule.rule) || concerns(rule, claim));
    throw new Error([...lines, ...concerned.map(ruleText), ...reads.map(readText)].join('\n'));
  }
}

/** True for a rule that could change a claim. */
function concerns({ summary, rule }: RulePreview, claim: string): boolean {
  return claim === 'scope' ? rule.startsWith('scopes') : summary.startsWith(`set ${claim} = `) || summary === `suppress ${claim}` || summary.startsWith('keep only ');
}

function ruleText({ rule, summary, condition, outcome, shadow, reason, explanation }: RulePreview): string {
  const why = explanation ?? reason;
  return `  ${rule}: ${summary}${condition === undefined ? '' : ` when ${condition}`}: ${outcome}${shadow ? ' (shadow)' : ''}${why === undefined ? '' : `, ${why}`}`;
}

function readText({ source, key, outcome, items, reason }: ReadPreview): string {
  return `  read of ${source} with ${text(key)}: ${outcome}${reason === undefined ? '' : `, ${reason}`}${items.length === 0 ? '' : ` ${text(items)}`}`;
}

/** A scope that no token can have would make an assertion pass, or fail, for another reason. */
function checkScope(scope: unknown): void {
  if (typeof scope !== 'string' || scope === '' || /\s/.test(scope)) {
    throw new Error(`${show(scope)} is no scope: give each scope as a string of its own, without spaces`);
  }
}

/** A value that another language passed may have undefined properties. */
function plain(value: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  if (['function', 'symbol', 'bigint'].includes(typeof value)) {
    throw new Error(`a ${typeof value} is no value of a claim: give a string, number, boolean, list or map`);
  }
  return JSON.parse(JSON.stringify(value));
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
