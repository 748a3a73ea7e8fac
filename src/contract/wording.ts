import type { Claim, Scope, TokenShape, ValueControl } from './model';
import { STANDARD_ATTRIBUTES } from '../core/cognito/claims';
import { CONTROLLERS, SUBJECTS } from '../describe/wording';

/** Standard attributes that the user can have, but the token never, as a rule keeps others only. */
export function removedAttributes({ claims, keptAttributes: kept }: TokenShape): readonly string[] {
  return kept ? STANDARD_ATTRIBUTES.filter(name => !kept.includes(name) && !claims.some(({ claim }) => claim === name)) : [];
}

/** For example `ID token`, or `access token of machines`. */
export function titleOf({ token, subject }: Pick<TokenShape, 'token' | 'subject'>): string {
  return token === 'ID' ? 'ID token' : `access token of ${SUBJECTS[subject]}`;
}

/** For example `users (custom:theme)`. */
export function controllersOf({ level, attributes = [], isUncertain }: ValueControl): string {
  return `${CONTROLLERS[level]}${attributes.length > 0 ? ` (${attributes.join(', ')})` : ''}${isUncertain ? ', as far as the app shows' : ''}`;
}

/** A computed scope is the start of several. */
export function scopeName({ scope, isWhole }: Pick<Scope, 'scope' | 'isWhole'>): string {
  return isWhole ? scope || 'no scope' : scope === '' ? 'any scope' : `${scope}...`;
}

/** For example `a or b, unless c`. Empty if one of the rules has no condition. */
export function conditionText({ causes }: Pick<Claim, 'causes'>, format: (text: string) => string = text => text): string {
  const granting = causes.filter(({ restricts }) => !restricts);
  const restricting = causes.filter(({ restricts }) => restricts);
  const [when, unless] = (granting.length > 0 ? [granting, restricting] : [restricting, []])
    .map(those => [...new Set(those.map(each => each.when))]).map(conditions => conditions.includes(undefined) ? '' : conditions.map(each => format(each!)).join(' or '));
  return [when, unless && `unless ${unless}`].filter(text => text !== '').join(', ');
}

/** The description of a claim in one line: the author's own, and who controls it. */
export function descriptionOf(claim: Pick<Claim, 'descriptions' | 'rules' | 'causes' | 'control'>): string {
  const { descriptions = [], rules, control } = claim;
  const condition = conditionText(claim);
  return [
    ...descriptions.map(each => each.endsWith('.') ? each : `${each}.`),
    ...rules.length > 0 ? [`Rules: ${rules.join(', ')}.`] : [],
    ...condition === '' ? [] : [`Condition: ${condition}.`],
    `Controlled by ${controllersOf(control)}.`,
  ].join(' ');
}
