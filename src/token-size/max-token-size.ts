import { maxScopesSize, maxValueSize, type SizeContext } from './max-value-size';
import type { ClaimLength, MaxTokenSize } from './token-length';
import { jsonBytes } from './value-size';
import { Stack, Token } from '../cdk/aws-cdk-lib';
import { mapsIn } from '../cdk/token-content';
import type { AppCheck, CheckedApp, PoolProperties } from '../checks/app/app-check';
import { baseTokens } from '../core/cognito/base-tokens';
import { attributeName, GROUP_CLAIMS } from '../core/cognito/claims';
import { base64Length, jwtLength } from '../core/cognito/issue-tokens';
import type { Expression, Rule, RulesetDocument, SetClaimRule, TokenName } from '../core/document/document';
import { ownMember } from '../core/document/json';

/** A Region with a long name, for environment-agnostic stacks. */
const REGION = 'ap-southeast-1';

/** The maximum length of an encoded token that the rules can make for a user of the pool, as far as it is known. */
export function maxTokenSize({ compilation: { document }, scope, pool }: Pick<CheckedApp, 'compilation' | 'scope' | 'pool'>, token: TokenName): MaxTokenSize {
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
  return sizeOfRules(document, token, token === 'ID' ? idToken! : accessToken, knownLimits(document, [pool]));
}

function sizeOfRules({ rules }: RulesetDocument, token: TokenName, baseClaims: object, limits: Omit<SizeContext, 'subjects'>): MaxTokenSize {
  const claims = new ClaimSizes();
  const contextOf = ({ subjects }: Rule): SizeContext => ({ ...limits, subjects });
  for (const rule of rules.filter(({ mode }) => mode === 'ENFORCE')) {
    const size = (expression: Expression): number | undefined => maxValueSize(expression, contextOf(rule));
    if (rule.kind === 'setClaim' && rule.tokens.includes(token)) {
      claims.either(rule.claim, rule, size(rule.value));
    } else if (rule.kind === 'addScope' && token === 'ACCESS') {
      claims.all('scope', rule, maxScopesSize(rule.value, contextOf(rule)));
    } else if (rule.kind === 'setGroups') {
      GROUP_CLAIMS.filter(({ of, onlyIn }) => rule[of] && (onlyIn === undefined || onlyIn === token))
        .forEach(({ of, claim }) => claims.either(claim, rule, size(rule[of]!)));
    }
  }
  const base = Buffer.byteLength(JSON.stringify(baseClaims));
  const sizes = [...claims.sizes];
  return {
    withoutRules: jwtLength(base),
    claims: sizes.map(([claim, { bytes, by }]) => ({
      claim, ...(bytes !== undefined && { length: base64Length(bytes + overhead(claim)) }), rules: by,
    })),
    longest: jwtLength(base + sizes.reduce((sum, [claim, { bytes = 0 }]) => sum + bytes + overhead(claim), 0)),
  };
}

interface ClaimSize {
  readonly bytes: number | undefined;
  readonly by: string[];
}

class ClaimSizes {
  public readonly sizes = new Map<string, ClaimSize>();

  /** Takes the larger size: if several rules set a claim, one of them wins. */
  public either(claim: string, rule: Rule, bytes: number | undefined): void {
    this.add(claim, rule, bytes, Math.max);
  }

  /** Adds the sizes: several rules contribute to the claim. */
  public all(claim: string, rule: Rule, bytes: number | undefined): void {
    this.add(claim, rule, bytes, (left, right) => left + right);
  }

  private add(claim: string, { id }: Rule, bytes: number | undefined, join: (left: number, right: number) => number): void {
    const { bytes: before, by } = this.sizes.get(claim) ?? { bytes: 0, by: [] };
    this.sizes.set(claim, { bytes: before === undefined || bytes === undefined ? undefined : join(before, bytes), by: [...by, id] });
  }
}

/** The bytes of the name, a colon and a comma. */
function overhead(claim: string): number {
  return jsonBytes(claim) + 2;
}

/** The maximum number of characters of an attribute, if the pool does not set one. */
const ATTRIBUTE = 2048;

/** The limits that the sources and the user pools set. Each pool that is not known can have the longest attributes. */
export function knownLimits({ sources }: Pick<RulesetDocument, 'sources'>, pools: ReadonlyArray<PoolProperties | undefined>): Pick<SizeContext, 'attributeLength' | 'itemLimit'> {
  const lengths = pools.map(pool => attributeLengths(pool?.Schema));
  return {
    attributeLength: name => Math.max(...lengths.map(each => each.get(name) ?? ATTRIBUTE)),
    itemLimit: name => {
      const source = ownMember(sources, name);
      return source && 'limit' in source ? source.limit : 1;
    },
  };
}

/** The maximum lengths of string attributes in the schema of the pool. */
function attributeLengths(schema: unknown): ReadonlyMap<string, number> {
  return new Map(mapsIn(schema).flatMap(({ Name: name, StringAttributeConstraints: constraints }) => {
    const most = Number((constraints as { MaxLength?: unknown } | null | undefined)?.MaxLength);
    return typeof name === 'string' && Number.isFinite(most) ? [[attributeName(name), most] as const] : [];
  }));
}

/** Rules that can make tokens longer than the budget allows. */
export const TOKEN_LENGTH: AppCheck = {
  name: 'TokenLength',
  finds: 'rules that can make a token longer than the budget',
  findings: app => {
    const { budget } = app.compilation.document;
    const compilation = { ...app.compilation, document: withAllDropped(app.compilation.document) };
    const findings = (budget?.tokens ?? []).map(token => ({ token, length: maxTokenSize({ ...app, compilation }, token) }));
    return {
      problems: findings.filter(({ length }) => length.longest > budget!.length).map(({ token, length }) => ({
        check: 'TokenLength',
        path: 'tokenBudget',
        given: `an ${token === 'ID' ? 'ID' : 'access'} token of at most ${length.longest} characters: ${length.withoutRules} without rules, ${describe(length.claims)}`,
        allowed: `${budget!.length} characters`,
        fix: 'shorten values with limit(...) or substring(...), declare their actual maximum lengths (maxLength, maxItems, or in the schema of the user pool), remove claims, let claims be dropped (OnExcess.DROP and a dropOrder), or set a larger budget',
      })),
      warnings: findings.flatMap(({ length }) => length.claims.filter(claim => claim.length === undefined)).slice(0, 1).map(({ claim, rules }) => ({
        id: 'UnboundedClaim',
        path: rules[0],
        message: `'${claim}' can be as long as the value in the table, so the budget can only be checked when a token is issued`,
        fix: 'declare valueType with maxLength or maxItems, or let the claim be dropped (OnExcess.DROP and a dropOrder)',
      })),
    };
  },
};

/** The rules of a token that has lost all claims that it can lose, with the claim that names them. */
function withAllDropped(document: RulesetDocument): RulesetDocument {
  const { budget, rules } = document;
  const canBeDropped = (rule: Rule): rule is SetClaimRule => budget?.onExcess === 'DROP' && rule.kind === 'setClaim' && rule.dropOrder !== undefined;
  const [marker] = rules.filter(canBeDropped);
  const names = [...new Set(rules.filter(canBeDropped).map(({ claim }) => claim))].join(' ');
  return marker === undefined ? document : {
    ...document,
    rules: [...rules.filter(rule => !canBeDropped(rule)), { ...marker, claim: budget!.marker, value: { op: 'literal', args: [names] }, tokens: budget!.tokens }],
  };
}

function describe(claims: readonly ClaimLength[]): string {
  return [...claims].sort((left, right) => (right.length ?? 0) - (left.length ?? 0))
    .map(({ claim, length }) => `'${claim}' ${length ?? 'of unknown length'}`).join(', ');
}
