import type { Design } from './design';
import { without, withoutMembers } from '../support/shrink';

export function smallerOnes(design: Design): readonly Design[] {
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
