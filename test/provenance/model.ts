import type { Design, Probe, SimpleProbe, Verdict } from './design';
import { Doors } from './doors';

const SOCIAL = ['Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple'];

/**
 * The expected finding about a design: an error if somebody other than an operator controls the value, the warning if somebody else may
 * control it through something that only the deployment knows, and otherwise nothing.
 */
export function expected(design: Design): Verdict {
  const { probe, use } = design;
  const isAvoidable = probe.kind === 'metadata' && (use === 'suppress' || use === 'deny');
  // nothing is decided, or whoever sends metadata only loses by it
  if (['trusted', 'shadow', 'display'].includes(use) || isAvoidable || isOperators(probe, new Doors(design, true))) {
    return contradicts(design) ? 'CONTRADICTION' : 'SILENT';
  }
  return !isOperators(probe, new Doors(design, false)) ? 'ERROR' : contradicts(design) ? 'CONTRADICTION' : 'UNSEEN';
}

/** True if the facts turn on what the app turns off. */
function contradicts({ pool: { imported, dcr }, facts }: Design): boolean {
  return !imported && dcr?.status === 'Disabled' && facts?.dynamic !== undefined;
}

/** True if nobody but an operator, or Cognito, controls the value. */
function isOperators(probe: Probe, doors: Doors): boolean {
  if (probe.kind !== 'item') {
    return isOperatorsValue(probe, doors);
  }
  if (probe.userWritable) {
    return false;
  }
  switch (probe.shape) {
    // the key contains nothing but the subject, or the subject set apart from something that cannot imitate another subject
    case 'lower': case 'prefix': case 'templateEncoded': case 'joinEncoded': case 'two': return true;
    default: return isOperatorsValue(probe.part, doors);
  }
}

export function isOperatorsValue(probe: SimpleProbe, doors: Doors): boolean {
  switch (probe.kind) {
    case 'attribute': return isOperatorsAttribute(probe.name, doors);
    case 'federated': return isOperatorsFederated(probe.name, probe.provider, doors);
    case 'email': return isOperatorsAttribute('email', doors);
    case 'verifiedEmail': return isVerifiedByCognito('email', doors);
    case 'verifiedPhone': return isVerifiedByCognito('phone_number', doors);
    case 'username': return !doors.peopleChooseNames;
    case 'metadata': case 'triggerSource': return false;
    default: return true;
  }
}

function isOperatorsAttribute(name: string, doors: Doors): boolean {
  switch (name) {
    case 'sub': return true;
    // the user's, unless it is certain that nobody can write it
    case 'email': case 'phone_number': return !doors.allPossible.isWritten(name) && !doors.isMapped(name);
    case 'email_verified': case 'phone_number_verified': return !doors.isListed(name) && !doors.isMapped(name);
    default: return !doors.isWritten(name) && !doors.isMapped(name);
  }
}

function isVerifiedByCognito(name: string, doors: Doors): boolean {
  const twin = `${name}_verified`;
  return !doors.isMapped(twin) && !doors.isListed(twin);
}

function isOperatorsFederated(name: string, provider: string, doors: Doors): boolean {
  if (name === 'sub') {
    return true;
  }
  // people edit their profile there, and what else a mapping takes from it
  const isEdited = SOCIAL.includes(provider) && (!name.startsWith('custom:') || doors.isMapped(name, provider));
  return !isEdited && !doors.canUpdate(name, provider);
}
