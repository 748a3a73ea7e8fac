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
}] as const satisfies readonly Operator[];
