import type { Check } from './check';
import { isEnforced } from '../../core/document/document';
import type { Problem } from '../../problems/problems';

/** What decides something is never dropped, whichever of the rules of the claim says that it decides. */
export const DROP_ORDER: Check = {
  name: 'DropOrder',
  finds: 'a claim that may be dropped, and that authorizes or has to be there',
  problems: ({ document: { rules } }) => rules.flatMap((rule): Problem[] => {
    if (rule.kind !== 'setClaim' || rule.dropOrder === undefined) {
      return [];
    }
    const others = rules.filter(isEnforced).flatMap(each => each.kind === 'setClaim' && each.claim === rule.claim ? [each] : []);
    const deciding = others.find(({ usedForAuthorization, ifAbsent }) => usedForAuthorization === true || ifAbsent === 'DENY');
    return !deciding ? [] : [{
      check: 'DropOrder',
      path: `${rule.id}.dropOrder`,
      given: `a dropOrder for '${rule.claim}', of which ${deciding.id} says ${deciding.usedForAuthorization === true ? 'usedForAuthorization: true' : 'IfAbsent.DENY'}`,
      allowed: 'priorities of claims by which nothing is decided',
      fix: 'leave it out: a claim that authorizes or has to be there is never dropped',
    }];
  }),
};
