import { pairs, reporter, sameMembers, type Change, type Difference, type Report } from './difference';
import { causeDifferences, controlDifferences } from './rules';
import { relationOf } from './value-types';
import { typeText } from '../../../src/contract/markdown';
import type { Cause, Claim, Contract, TokenShape } from '../../../src/contract/model';
import { conditionText, titleOf } from '../../../src/contract/wording';

/** Differences in the claims of all kinds of tokens. */
export function claimDifferences(before: Contract, after: Contract): readonly Difference[] {
  const kinds = pairs(before.tokens, after.tokens, titleOf);
  const without = ({ token, subject }: TokenShape): TokenShape => ({ token, subject, claims: [] });
  return [
    ...kinds.both, ...kinds.removed.map(shape => [shape, without(shape)] as const), ...kinds.added.map(shape => [without(shape), shape] as const),
  ].flatMap(([former, latter]) => shapeDifferences(former, latter));
}

function shapeDifferences(before: TokenShape, after: TokenShape): readonly Difference[] {
  const where = titleOf(before);
  const { both, removed, added } = pairs(before.claims, after.claims, ({ claim }) => claim);
  const renamed = removed.flatMap(former => {
    const latter = added.find(each => isSameValue(former, each));
    return latter && added.filter(each => isSameValue(former, each)).length === 1 ? [[former, latter] as const] : [];
  });
  const [gone, come] = [renamed.map(([former]) => former), renamed.map(([, latter]) => latter)];
  return [
    ...both.flatMap(([former, latter]) => oneClaim(former, latter, where)),
    ...renamed.flatMap(([former, latter]) => {
      const report = reporter(where, `claim ${former.claim}`);
      return [report('BREAKING', `renamed to ${latter.claim}`), ...authorizationDifferences(former, latter, report)];
    }),
    ...removed.filter(each => !gone.includes(each)).map(claim => reporter(where, `claim ${claim.claim}`)(...removal(claim))),
    ...added.filter(each => !come.includes(each)).map(claim => reporter(where, `claim ${claim.claim}`)(...addition(claim))),
    ...keptDifferences(before, after, where),
    ...causeDifferences(before.keeping, after.keeping, true, reporter(where, 'attributes of the user')),
  ];
}

/** The same value under another name. */
function isSameValue(before: Claim, after: Claim): boolean {
  return before.presence !== 'NEVER' && before.presence === after.presence && sameMembers(before.rules, after.rules)
    && before.type !== undefined && after.type !== undefined && relationOf(before.type, after.type) === 'SAME'
    && JSON.stringify([valuesOf(before), before.control]) === JSON.stringify([valuesOf(after), after.control]);
}

/** The rules without the name of the claim. */
function valuesOf({ claim, causes }: Claim): readonly Cause[] {
  return causes.map(cause => ({ ...cause, effect: cause.effect.replace(`set ${claim} = `, '') }));
}

function removal(claim: Claim): Change {
  return isOnlySuppressed(claim) ? ['LESS_SECURE', `is no longer suppressed${whenOf(claim)}`] : ['BREAKING', 'removed'];
}

function addition(claim: Claim): Change {
  const { presence, type } = claim;
  return isOnlySuppressed(claim) ? ['BREAKING', `suppressed${whenOf(claim)}`]
    : [decidesAccess(claim) ? 'LESS_SECURE' : 'SAFE', `added: ${presence === 'ALWAYS' ? 'always' : 'optional'}${type ? `, ${typeText(type)}` : ''}`];
}

/** Groups and roles of Amazon Cognito, and claims of which the author says so. */
function decidesAccess({ claim, usedForAuthorization }: Claim): boolean {
  return usedForAuthorization === true || claim.startsWith('cognito:');
}

/** A claim of Amazon Cognito that rules only take away. */
function isOnlySuppressed({ presence, causes }: Claim): boolean {
  return presence === 'NEVER' || (causes.length > 0 && causes.every(({ restricts }) => restricts));
}

function whenOf(claim: Claim): string {
  const condition = conditionText(claim);
  return condition === '' ? '' : ` when ${condition}`;
}

function oneClaim(before: Claim, after: Claim, where: string): readonly Difference[] {
  const report = reporter(where, `claim ${before.claim}`);
  const decides = decidesAccess(before) || decidesAccess(after);
  const types = before.type && after.type ? typeDifferences(before.type, after.type) : [];
  return [
    ...[...presenceDifferences(before, after), ...types].map(([verdict, change]) => report(verdict, change)),
    // the new type of a value tells its change already, unless it decides about access
    ...causeDifferences(before.causes, after.causes, decides, report).filter(({ verdict }) => types.length === 0 || verdict !== 'SAFE'),
    ...controlDifferences(before.control, after.control, report),
    ...authorizationDifferences(before, after, report),
  ];
}

function authorizationDifferences(
  { usedForAuthorization: before }: Claim, { usedForAuthorization: after }: Claim, report: Report,
): readonly Difference[] {
  const change = after ? 'is used for authorization' : 'is no longer used for authorization';
  return before === after ? [] : [report(before ? 'LESS_SECURE' : 'SAFE', change)];
}

function presenceDifferences({ presence: before }: Claim, { presence: after }: Claim): readonly Change[] {
  if (before === after) {
    return [];
  }
  if (before === 'NEVER') {
    return [['LESS_SECURE', 'is no longer suppressed']];
  }
  return after === 'NEVER' ? [['BREAKING', 'suppressed']] : after === 'OPTIONAL' ? [['BREAKING', 'is not always there any more']] : [['SAFE', 'is always there']];
}

function typeDifferences(before: NonNullable<Claim['type']>, after: NonNullable<Claim['type']>): readonly Change[] {
  const change = `${typeText(after)}, before ${typeText(before)}`;
  switch (relationOf(before, after)) {
    case 'SAME': return [];
    case 'NARROWER': return [['SAFE', change]];
    case 'WIDER': return [['BREAKING', change]];
  }
}

function keptDifferences(before: TokenShape, after: TokenShape, where: string): readonly Difference[] {
  const report = reporter(where, 'attributes of the user');
  const [former, latter] = [before.keptAttributes, after.keptAttributes];
  if (!former || !latter) {
    return former ? [report('LESS_SECURE', 'all are in the token, before a rule kept only some')] : latter ? [report('BREAKING', `only these are in the token: ${latter.join(', ')}`)] : [];
  }
  const [more, less] = [latter.filter(name => !former.includes(name)), former.filter(name => !latter.includes(name))];
  return [
    ...more.length > 0 ? [report('LESS_SECURE', `also in the token: ${more.join(', ')}`)] : [],
    ...less.length > 0 ? [report('BREAKING', `no longer in the token: ${less.join(', ')}`)] : [],
  ];
}
