import { jsonBytes } from './extent';
import { longest, longestScopes, type SizeContext } from './longest';
import type { TokenLength } from './token-length';
import { base64Length, jwtLength } from '../core/cognito/jwt-length';
import type { Expression, Rule, RulesetDocument, TokenName } from '../core/document/document';

/** What a rule for groups sets. Roles are in ID tokens alone. */
const GROUP_CLAIMS = [
  { of: 'groups', claim: 'cognito:groups', only: undefined },
  { of: 'iamRoles', claim: 'cognito:roles', only: 'ID' },
  { of: 'preferredRole', claim: 'cognito:preferred_role', only: 'ID' },
] as const;

/** The longest compact token that rules can make. */
export function tokenLength(
  { rules, sources }: RulesetDocument, token: TokenName, baseClaims: object, attributeLength: SizeContext['attributeLength'],
): TokenLength {
  const claims = new ClaimSizes();
  const contextOf = ({ subjects }: Rule): SizeContext => ({ attributeLength, itemLimit, subjects });
  const itemLimit = (name: string): number => {
    const source = sources[name];
    return source?.kind === 'query' ? source.limit : 1;
  };
  for (const rule of rules.filter(({ mode }) => mode === 'ENFORCE')) {
    const size = (expression: Expression): number | undefined => longest(expression, contextOf(rule));
    if (rule.kind === 'setClaim' && rule.tokens.includes(token)) {
      claims.either(rule.claim, rule, size(rule.value));
    } else if (rule.kind === 'addScope' && token === 'ACCESS') {
      claims.all('scope', rule, longestScopes(rule.value, contextOf(rule)));
    } else if (rule.kind === 'setGroups') {
      GROUP_CLAIMS.filter(({ of, only }) => rule[of] && (only === undefined || only === token))
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

  /** Of several rules one decides. */
  public either(claim: string, rule: Rule, bytes: number | undefined): void {
    this.add(claim, rule, bytes, Math.max);
  }

  /** What several rules add is there together. */
  public all(claim: string, rule: Rule, bytes: number | undefined): void {
    this.add(claim, rule, bytes, (left, right) => left + right);
  }

  private add(claim: string, { id }: Rule, bytes: number | undefined, join: (left: number, right: number) => number): void {
    const { bytes: before, by } = this.sizes.get(claim) ?? { bytes: 0, by: [] };
    this.sizes.set(claim, { bytes: before === undefined || bytes === undefined ? undefined : join(before, bytes), by: [...by, id] });
  }
}

/** The name, a colon and a comma. */
function overhead(claim: string): number {
  return jsonBytes(claim) + 2;
}
