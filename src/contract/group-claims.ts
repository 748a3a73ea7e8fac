import { STRING, STRINGS, unionOf } from './known-types';
import type { Claim, ValueType } from './model';
import type { TokenContext } from './token-context';
import { typeOfValue } from './value-types';
import type { SetGroupsRule } from '../core/document/document';

/** The claims that a GroupRule sets. Only ID tokens contain roles. */
const GROUP_CLAIMS = [
  { claim: 'cognito:groups', of: 'groups', type: STRINGS, onlyIn: undefined },
  { claim: 'cognito:roles', of: 'iamRoles', type: STRINGS, onlyIn: 'ID' },
  { claim: 'cognito:preferred_role', of: 'preferredRole', type: STRING, onlyIn: 'ID' },
] as const;

/** @param areSuppressed a rule without a condition removes the groups, with which Cognito removes the roles */
export function groupClaimsOf({ token, rules, limits, entry }: TokenContext, areSuppressed: boolean): readonly Claim[] {
  return GROUP_CLAIMS.filter(({ onlyIn }) => onlyIn === undefined || onlyIn === token).flatMap(({ claim, of, type }): readonly Claim[] => {
    const setting = rules.filter((rule): rule is SetGroupsRule => rule.kind === 'setGroups' && rule[of] !== undefined);
    const removing = rules.filter(rule => rule.kind === 'suppressClaim' && rule.claim === 'cognito:groups' && rule.tokens.includes(token));
    const all = [...setting, ...removing];
    if (all.length === 0) {
      return [];
    }
    if (areSuppressed) {
      return [{ claim, presence: 'NEVER', ...entry(all) }];
    }
    // a rule without a condition replaces the groups of the user, and those of earlier rules
    const last = setting.filter(({ when }) => !when).at(-1);
    const values = last ? setting.slice(setting.indexOf(last)).map(rule => typeOfValue(rule[of]!, limits)) : [];
    return [{ claim, presence: 'OPTIONAL', type: values.length > 0 ? asNames(type, unionOf(values)) : type, ...entry(all) }];
  });
}

/** The known names. Only strings get into the claim. */
function asNames(type: ValueType, { elements, maxItems, values, maxLength }: ValueType): ValueType {
  return type === STRING ? { ...STRING, ...values && { values }, ...maxLength !== undefined && { maxLength } }
    : { ...STRINGS, ...maxItems !== undefined && { maxItems }, ...elements && { elements: { ...elements, types: ['string'] } } };
}
