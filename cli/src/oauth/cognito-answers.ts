import { errors, type KoaContextWithOIDC } from 'oidc-provider';

interface ErrorBody {
  readonly error?: string;
  readonly error_description?: string;
}

/**
 * Rewrites errors of the token endpoint as Amazon Cognito returns them: always with status 400, and with the cause.
 *
 * @param detail details of the error that the provider does not return
 * @param answer replaces the body of a successful response
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export async function answerAsCognito(ctx: KoaContextWithOIDC, detail: string | undefined, answer: () => Promise<void>): Promise<void> {
  if (ctx.status === 200) {
    try {
      await answer();
    } catch (error) {
      if (!(error instanceof errors.OIDCProviderError)) {
        throw error;
      }
      ctx.status = 400;
      ctx.body = { error: error.error, error_description: error.error_detail ?? error.error_description };
    }
  } else if (ctx.status < 500) {
    const { error, error_description: description } = ctx.body as ErrorBody;
    const isForbidden = description === 'requested grant type is not allowed for this client';
    ctx.status = 400;
    ctx.body = { error: isForbidden ? 'unauthorized_client' : error, error_description: detail ?? description };
  }
}

/** Removes `iss` (RFC 9207) from an authorization response. Amazon Cognito does not send it, and clients compare it with the issuer of tokens. */
export function withoutIssuer(ctx: KoaContextWithOIDC): void {
  const location = ctx.response.get('location');
  if (/[?&]iss=/.test(location) && URL.canParse(location)) {
    const url = new URL(location);
    url.searchParams.delete('iss');
    ctx.set('location', url.href);
  }
}
