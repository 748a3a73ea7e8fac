import type { DocumentationOf } from './documentation';
import type { TRUST } from '../../../src/core/operators/trust';

export const TRUST_DOCUMENTATION: DocumentationOf<typeof TRUST> = {
  assumeTrusted: {
    meaning: 'The same value, declared to be controlled by the operator of the app: users cannot influence it. The reason is kept in the rules document.',
    absent: 'absent when the value is absent',
    gives: 'the type of the value',
    example: "Value.userAttribute('custom:plan').assumeTrusted('written by the billing service alone')",
  },
};
