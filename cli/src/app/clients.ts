import type { Deployment, Placed } from './deployment';
import type { Client, Lifetimes } from './model';
import { clientSecret, referenceOf } from './physical-ids';
import { authFlowsOf } from '../../../src/core/cognito/client-writer';

/** Stands in for a callback URL that only a deployment knows. */
const URL_STAND_IN = 'http://localhost:3000';

/**
 * The app client as a deployment would create it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html
 */
export function clientOf(placed: Placed, deployment: Deployment): Client {
  const property = (name: string): unknown => deployment.property(placed, name);
  const name = property('ClientName');
  const hasOAuth = property('AllowedOAuthFlowsUserPoolClient') === true;
  const flows = texts(property('ExplicitAuthFlows'));
  const readAttributes = texts(property('ReadAttributes'));
  const rotation = property('RefreshTokenRotation') as { readonly Feature?: string; readonly RetryGracePeriodSeconds?: number } | undefined;
  return {
    id: String(referenceOf(placed, deployment)),
    path: placed.stack.pathOf(placed.logicalId),
    ...typeof name === 'string' && { name },
    ...property('GenerateSecret') === true && { secret: clientSecret(placed) },
    callbackUrls: urls(property('CallbackURLs')),
    logoutUrls: urls(property('LogoutURLs')),
    oauthFlows: hasOAuth ? texts(property('AllowedOAuthFlows')) : [],
    scopes: hasOAuth ? texts(property('AllowedOAuthScopes')) : [],
    authFlows: authFlowsOf(flows),
    ...readAttributes.length > 0 && { readAttributes },
    lifetimes: lifetimesOf(placed, deployment),
    ...rotation?.Feature === 'ENABLED' && { rotation: { graceSeconds: Number(rotation.RetryGracePeriodSeconds ?? 0) } },
    revocation: property('EnableTokenRevocation') !== false,
  };
}

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

function lifetimesOf(placed: Placed, deployment: Deployment): Lifetimes {
  const units = (deployment.property(placed, 'TokenValidityUnits') ?? {}) as Readonly<Record<string, string>>;
  const seconds = (property: string, unit: string, usual: number): number => {
    const value = Number(deployment.property(placed, property) ?? 0);
    return value > 0 ? value * SECONDS[unit] : usual;
  };
  return {
    idToken: seconds('IdTokenValidity', units.IdToken ?? 'hours', 3600),
    accessToken: seconds('AccessTokenValidity', units.AccessToken ?? 'hours', 3600),
    refreshToken: seconds('RefreshTokenValidity', units.RefreshToken ?? 'days', 30 * 86_400),
  };
}

function urls(value: unknown): readonly string[] {
  return [...new Set(texts(value).map(url => URL.canParse(url) ? url : URL_STAND_IN))];
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
