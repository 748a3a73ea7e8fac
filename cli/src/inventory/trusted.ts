import type { TrustedValue } from './model';
import type { Expression, RulesetDocument } from '../../../src/core/document/document';
import { expressionsOf, keyExpressions, walk } from '../../../src/core/document/expressions';
import { textOf } from '../../../src/describe/wording';

/** The values that the author declares as trusted, each once, with the reason. */
export function trustedValues(document: RulesetDocument): readonly TrustedValue[] {
  const places: ReadonlyArray<readonly [place: string, expressions: readonly Expression[]]> = [
    ...document.rules.map(rule => [rule.id, expressionsOf(rule).map(([, expression]) => expression)] as const),
    ...Object.entries(document.sources).map(([name, source]) => [`source ${name}`, keyExpressions(source)] as const),
  ];
  const found = new Map<string, { readonly value: string; readonly reason: string; readonly usedBy: Set<string> }>();
  for (const [place, expressions] of places) {
    expressions.forEach(each => walk(each, ({ op, args = [], of = [] }) => {
      if (op === 'assumeTrusted') {
        const [value, reason] = [textOf(of[0], document), String(args[0])];
        const key = JSON.stringify([value, reason]);
        found.set(key, found.get(key) ?? { value, reason, usedBy: new Set() });
        found.get(key)!.usedBy.add(place);
      }
    }));
  }
  return [
    ...Object.entries(document.trustedAttributes).map(([value, reason]) => ({ value, reason, usedBy: [] })),
    ...[...found.values()].map(({ value, reason, usedBy }) => ({ value, reason, usedBy: [...usedBy] })),
  ];
}
