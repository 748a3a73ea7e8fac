import { Stack, Token } from 'aws-cdk-lib';
import type { ClaimLength, TokenLength } from './token-length';
import { tokenLength } from './token-size';
import type { AppCheck, CheckedApp } from '../checks/app/app-check';
import { baseTokens } from '../core/cognito/base-tokens';
import { attributeName } from '../core/cognito/claims';
import type { TokenName } from '../core/document/document';

/** Characters of an attribute where the pool says nothing. */
const ATTRIBUTE = 2048;
/** A Region with a long name, for stacks that can be deployed anywhere. */
const REGION = 'ap-southeast-1';

/** The longest token of the rules, as far as it is known. */
export function longestToken({ compilation: { document }, scope, pool }: Pick<CheckedApp, 'compilation' | 'scope' | 'pool'>, token: TokenName): TokenLength {
  const { region } = Stack.of(scope);
  const known = Token.isUnresolved(region) ? REGION : region;
  const { idToken, accessToken } = baseTokens({
    triggerSource: 'TokenGeneration_HostedAuth',
    region: known,
    userPoolId: `${known}_000000000`,
    userName: '0'.repeat(36),
    clientId: '0'.repeat(26),
    userAttributes: { sub: '0'.repeat(36) },
    groups: [],
    iamRoles: [],
    scopes: ['openid'],
    now: 1_700_000_000,
  });
  const lengths = attributeLengths(pool?.Schema);
  return tokenLength(document, token, token === 'ID' ? idToken! : accessToken, name => lengths.get(name) ?? ATTRIBUTE);
}

/** What the schema of the pool says of its texts. */
function attributeLengths(schema: unknown): ReadonlyMap<string, number> {
  return new Map((Array.isArray(schema) ? schema : []).flatMap(({ Name: name, StringAttributeConstraints: constraints }) => {
    const most = Number(constraints?.MaxLength);
    return typeof name === 'string' && Number.isFinite(most) ? [[attributeName(name), most] as const] : [];
  }));
}

/** Rules that can make longer tokens than the budget has room for. */
export const TOKEN_LENGTH: AppCheck = {
  name: 'TokenLength',
  finds: 'rules whose longest token is longer than the budget',
  findings: app => {
    const { budget } = app.compilation.document;
    const findings = (budget?.tokens ?? []).map(token => ({ token, length: longestToken(app, token) }));
    return {
      problems: findings.filter(({ length }) => length.longest > budget!.length).map(({ token, length }) => ({
        check: 'TokenLength',
        path: 'tokenBudget',
        given: `an ${token === 'ID' ? 'ID' : 'access'} token of ${length.longest} characters at most: ${length.withoutRules} without rules, ${describe(length.claims)}`,
        allowed: `${budget!.length} characters`,
        fix: 'shorten values with limit(...) or substring(...), declare lengths that they really have (maxLength, maxItems, or the attributes of the pool), take claims out, or take a larger budget',
      })),
      warnings: findings.flatMap(({ length }) => length.claims.filter(claim => claim.length === undefined)).slice(0, 1).map(({ claim, rules }) => ({
        id: 'UnboundedClaim',
        path: rules[0],
        message: `'${claim}' can be as long as a table has it, so that the budget shows only when a token is issued: declare valueType with maxLength or maxItems`,
      })),
    };
  },
};

function describe(claims: readonly ClaimLength[]): string {
  return [...claims].sort((left, right) => (right.length ?? 0) - (left.length ?? 0))
    .map(({ claim, length }) => `'${claim}' ${length ?? 'of unknown length'}`).join(', ');
}
