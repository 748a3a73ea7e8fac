import { strict, type Operator } from './operator';

/** Declares that a value is controlled by the operator, for a reason that the types of sources cannot tell. */
export const TRUST = [{
  name: 'assumeTrusted',
  kind: 'transform',
  yields: 'value',
  parameters: [{ name: 'reason', type: 'string' }],
  operands: [{ name: 'value', yields: 'value' }],
  infer: ({ operands: [operand] }) => operand,
  build: strict([{ name: 'value', yields: 'value' }], ([value]) => value),
  documentation: {
    meaning: 'The same value, declared to be controlled by the operator. The reason stands in the document.',
    absent: 'absent for an absent value',
    gives: 'the type of the value',
    example: "Value.userAttribute('custom:plan').assumeTrusted('written by the billing service alone')",
    peers: ['trusted_metadata'],
  },
}] as const satisfies readonly Operator[];
