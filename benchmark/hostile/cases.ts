import type { HostileCase } from './case';
import { EVENT_CASES } from './events';
import { LIST_CASES } from './lists';
import { TEXT_CASES } from './texts';
import { walk } from '../../src/core/document/expressions';
import { OPERATORS } from '../../src/core/operators';
import { parse } from '../../test/support/expressions';

export const CASES: readonly HostileCase[] = [...TEXT_CASES, ...LIST_CASES, ...EVENT_CASES];

/** Operators with operands for which there is no case. */
export function withoutCase(): readonly string[] {
  const used = new Set<string>();
  CASES.forEach(({ of }) => walk(parse(of), ({ op }) => used.add(op)));
  return [...OPERATORS.values()]
    .filter(({ name, operands, kind }) => operands.length > 0 && kind !== 'condition' && !used.has(name))
    .map(({ name }) => name);
}
