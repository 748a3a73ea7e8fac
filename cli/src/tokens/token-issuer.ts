import { createHash, randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { claimsOf } from './claim-changes';
import { explain, type Explained, type LocalServices } from './explain';
import type { Keys } from './keys';
import type { Claims, Explanation, Issuance, IssuedTokens, IssueError, IssueRequest } from './model';
import { reasonNotToRun, requestParts, type RequestParts } from './request-parts';
import { baseTokens, type BaseTokens, type TokenIdentifiers } from '../../../src/core/cognito/base-tokens';
import { issueTokens } from '../../../src/core/cognito/issue-tokens';
import { buildEvent } from '../../../src/core/cognito/token-request';
import type { RulesetDocument } from '../../../src/core/document/document';
import type { JsonMap } from '../../../src/core/document/json';
import type { Pool } from '../app/model';
import type { FunctionHost, Invocation } from '../function/function-host';

/** The current functions, rules, and services that they call. A reload replaces them. */
export interface IssuerSetting extends LocalServices {
  readonly hosts: ReadonlyMap<string, FunctionHost>;
  readonly documents: ReadonlyMap<string, RulesetDocument>;
}

const KEPT = 200;
const NOTHING: Explained = { rules: [], reads: [], notes: [], origins: [] };
const NOT_EXPLAINED: Explained = { ...NOTHING, notes: ['The rules could not be evaluated outside of the function, so the effect of each rule is not known.'] };

/** Issues tokens as Amazon Cognito does: calls the function of the pool, applies its response, and signs. */
export class TokenIssuer {
  /** Emits `issuance`. */
  public readonly events = new EventEmitter<{ issuance: [Issuance] }>();
  private readonly kept: Issuance[] = [];

  /** @param issuerUrl the `iss` claim in tokens of a pool */
  constructor(private readonly keys: Keys, private readonly issuerUrl: (pool: Pool) => string, private readonly setting: () => IssuerSetting) {}

  /** Issuances, newest first. */
  public get issuances(): readonly Issuance[] {
    return this.kept.toReversed();
  }

  public find(id: string): Issuance | undefined {
    return this.kept.find(each => each.id === id);
  }

  public async issue(request: IssueRequest): Promise<Issuance> {
    const id = randomUUID();
    const at = Date.now();
    const parts = requestParts(request, Math.floor(at / 1000), this.issuerUrl(request.pool), newIdentifiers(request));
    const base = baseTokens(parts);
    const issuance: Issuance = { id, at, request, ...await this.run(id, request, parts, base) };
    this.kept.push(issuance);
    this.kept.splice(0, this.kept.length - KEPT);
    this.events.emit('issuance', issuance);
    return issuance;
  }

  private async run(id: string, request: IssueRequest, parts: RequestParts, base: BaseTokens): Promise<Pick<Issuance, 'tokens' | 'error' | 'explanation'>> {
    const { pool } = request;
    const notRun = reasonNotToRun(request);
    if (notRun !== undefined) {
      return { tokens: await this.sign(base, base, request), explanation: { notRun, ...NOTHING, claims: claimsOf(base, base, []) } };
    }
    const { enricher, version } = pool.trigger!;
    const { hosts, documents, ...services } = this.setting();
    const event = buildEvent(version, parts);
    const invocation = await hosts.get(enricher.path)!.invoke(id, event);
    const run = { enricher, document: documents.get(enricher.path)!, event, invocation, now: parts.now };
    // an error here does not affect the tokens
    const { origins, ...explained } = await explain(run, services).catch(() => NOT_EXPLAINED);
    const { response, error } = answerOf(invocation);
    const issued = response && issueTokens(base, response);
    const explanation: Explanation = {
      event, ...response && { response }, ...explained, milliseconds: invocation.milliseconds, claims: claimsOf(base, issued ?? base, origins),
    };
    return issued ? { tokens: await this.sign(base, issued, request), explanation } : { error, explanation };
  }

  private async sign(base: BaseTokens, { idToken, accessToken }: BaseTokens, { nonce }: IssueRequest): Promise<IssuedTokens> {
    const access = await this.keys.sign('ACCESS', accessToken);
    const withHash: Claims | undefined = idToken && { at_hash: hashOf(access), ...idToken, ...nonce !== undefined && { nonce } };
    return {
      accessToken: access,
      ...withHash && { idToken: await this.keys.sign('ID', withHash) },
      claims: { accessToken, ...withHash && { idToken: withHash } },
      base,
    };
  }
}

function newIdentifiers({ eventId, originJti }: IssueRequest): TokenIdentifiers {
  return {
    event_id: eventId ?? randomUUID(),
    origin_jti: originJti ?? randomUUID(),
    jti: { idToken: randomUUID(), accessToken: randomUUID() },
  };
}

/** @see https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken */
function hashOf(accessToken: string): string {
  return createHash('sha256').update(accessToken, 'ascii').digest().subarray(0, 16).toString('base64url');
}

/**
 * The result of an invocation in Amazon Cognito: the response, or the error that the user sees. Amazon Cognito adds a period to the error message of
 * the function.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
function answerOf({ response, error }: Invocation): { readonly response?: JsonMap; readonly error?: IssueError } {
  if (error) {
    return {
      error: {
        code: error.kind === 'THROWN' ? 'UserLambdaValidationException' : 'UnexpectedLambdaException',
        message: `PreTokenGeneration failed with error ${error.message}.`,
      },
    };
  }
  const answer = (response as { readonly response?: unknown } | null | undefined)?.response;
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer)
    ? { response: answer as JsonMap }
    : { error: { code: 'InvalidLambdaResponseException', message: 'Unrecognizable lambda output' } };
}
