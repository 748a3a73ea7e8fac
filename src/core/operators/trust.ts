import { strict, type Operator } from './operator';

/** Declares that a value is controlled by the operator of the app, for a reason that the checks cannot see. */
export const TRUST = [{
  name: 'assumeTrusted',
  kind: 'transform',
  yields: 'value',
  parameters: [{ name: 'reason', type: 'string' }],
  operands: [{ name: 'value', yields: 'value' }],
  infer: ({ operands: [operand] }) => operand,
  build: strict([{ name: 'value', yields: 'value' }], ([value]) => value),
  documentation: {
    meaning: 'The same value, declared to be controlled by the operator of the app: users cannot influence it. The reason is kept in the rules document.',
    absent: 'absent when the value is absent',
    gives: 'the type of the value',
    example: "Value.userAttribute('custom:plan').assumeTrusted('written by the billing service alone')",
    peers: ['trusted_metadata'],
  },
}] as const satisfies readonly Operator[];
