import type { Design, SimpleProbe } from './design';
import { Doors } from './doors';
import { isOperatorsValue } from './model';

/**
 * True if whom the rule of a design restricts can make its value absent, so that the rule does not apply; undefined if the design does not
 * restrict anybody, or if only the deployment knows.
 */
export function canBeAvoided(design: Design): boolean | undefined {
  const { probe, use } = design;
  const part = probe.kind === 'item' ? probe.part : probe;
  const isKnown = part.kind !== 'attribute' || !part.name.endsWith('_verified');
  if (use !== 'suppress' && use !== 'deny' || !isKnown) {
    return undefined;
  }
  if (probe.kind === 'item' && ['lower', 'prefix'].includes(probe.shape)) {
    return false;
  }
  const certain = isAbsentAtWill(part, new Doors(design, false), probe.kind === 'item');
  return certain === isAbsentAtWill(part, new Doors(design, true), probe.kind === 'item') ? certain : undefined;
}

/** @param asKey the value selects an item, so that another value is as good as none */
function isAbsentAtWill(part: SimpleProbe, doors: Doors, asKey: boolean): boolean {
  switch (part.kind) {
    case 'metadata': case 'scopes': case 'verifiedEmail': case 'verifiedPhone': return true;
    // a restriction of some clients is meant so
    case 'clientId': return false;
    case 'triggerSource': return asKey;
    default: return !isOperatorsValue(part, doors);
  }
}
