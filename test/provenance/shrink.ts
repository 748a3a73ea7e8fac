import type { Design } from './design';

/** A smaller design for which a property still holds, found by leaving out one part after the other. */
export function shrink(design: Design, holds: (smaller: Design) => boolean): Design {
  for (const smaller of smallerOnes(design)) {
    if (holds(smaller)) {
      return shrink(smaller, holds);
    }
  }
  return design;
}

function smallerOnes(design: Design): readonly Design[] {
  const { pool, clients, providers, rules, facts, use } = design;
  // rules name clients by their position
  const isNamed = (index: number): boolean => rules.some(({ when }) => typeof when === 'number' && when >= index);
  return [
    ...use === 'scope' ? [] : [{ ...design, use: 'scope' as const }],
    ...rules.map((_, index) => ({ ...design, rules: without(rules, index) })),
    ...clients.flatMap((_, index) => isNamed(index) ? [] : [{ ...design, clients: without(clients, index) }]),
    ...providers.map((_, index) => ({ ...design, providers: without(providers, index) })),
    ...facts ? [{ ...design, facts: undefined }] : [],
    ...withoutMembers(facts ?? {}).map(smaller => ({ ...design, facts: smaller })),
    ...withoutMembers(pool).flatMap(smaller => smaller.schema ? [{ ...design, pool: smaller }] : []),
    ...clients.flatMap((client, index) => withoutMembers(client).flatMap(smaller =>
      smaller.pool ? [{ ...design, clients: clients.map((each, at) => at === index ? smaller : each) }] : [])),
    ...rules.flatMap((rule, index) => withoutMembers(rule).flatMap(smaller =>
      smaller.kind ? [{ ...design, rules: rules.map((each, at) => at === index ? smaller : each) }] : [])),
    ...pool.schema.map((_, index) => ({ ...design, pool: { ...pool, schema: without(pool.schema, index) } })),
  ];
}

const without = <T>(list: readonly T[], index: number): readonly T[] => list.filter((_, at) => at !== index);

function withoutMembers<T extends object>(value: T): readonly T[] {
  return Object.entries(value).flatMap(([name, member]) => member === undefined ? [] : [{ ...value, [name]: undefined }]);
}
