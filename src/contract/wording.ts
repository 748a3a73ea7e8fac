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

/** The description of a claim or scope in one line: the author's own, and who controls it. */
export function descriptionOf({ descriptions = [], rules, conditions, control }: Pick<Claim | Scope, 'descriptions' | 'rules' | 'conditions' | 'control'>): string {
  return [
    ...descriptions.map(each => each.endsWith('.') ? each : `${each}.`),
    ...rules.length > 0 ? [`Rules: ${rules.join(', ')}.`] : [],
    ...conditions ? [`Condition: ${conditions.join(' or ')}.`] : [],
    `Controlled by ${controllersOf(control)}.`,
  ].join(' ');
}
