import type { Check } from './check';
import { isEnforced } from '../../core/document/document';
import type { Problem } from '../../problems/problems';

/** A claim used for authorization is never dropped, whichever of its rules declares that. Neither is a claim with `IfAbsent.DENY`. */
export const DROP_ORDER: Check = {
  name: 'DropOrder',
  finds: 'a dropOrder on a claim that is used for authorization or must be present',
  problems: ({ document: { rules } }) => rules.flatMap((rule): Problem[] => {
    if (rule.kind !== 'setClaim' || rule.dropOrder === undefined) {
      return [];
    }
    const others = rules.filter(isEnforced).flatMap(each => each.kind === 'setClaim' && each.claim === rule.claim ? [each] : []);
    const deciding = others.find(({ usedForAuthorization, ifAbsent }) => usedForAuthorization === true || ifAbsent === 'DENY');
    return !deciding ? [] : [{
      check: 'DropOrder',
      path: `${rule.id}.dropOrder`,
      given: `a dropOrder for '${rule.claim}', for which ${deciding.id} sets ${deciding.usedForAuthorization === true ? 'usedForAuthorization: true' : 'IfAbsent.DENY'}`,
      allowed: 'a dropOrder for claims that no access decision depends on',
      fix: 'remove dropOrder: a claim that is used for authorization or must be present is never dropped',
    }];
  }),
};
