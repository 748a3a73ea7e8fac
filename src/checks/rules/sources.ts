import { keyParts, type Check, type CheckedRules } from './check';
import { keyTypes } from '../../analysis/inference';
import { itemUses } from '../../analysis/item-uses';
import type { Expression, Source } from '../../core/document/document';
import { expressionsOf, KEY_PROPS, keyExpressions, placeOf, sourceRead, sourcesIn, walk } from '../../core/document/expressions';
import { ownMember } from '../../core/document/json';
import type { Problem } from '../../problems/problems';

/** Sources whose keys depend on each other in a cycle. */
export const SOURCE_CYCLE: Check = {
  name: 'SourceCycle',
  finds: 'sources whose keys depend on each other',
  problems: ({ document, sourcePaths }) => {
    const cycle = findCycle(document.sources);
    return cycle ? [{
      check: 'SourceCycle',
      path: `${sourcePaths.get(cycle[0])}.${KEY_PROPS[document.sources[cycle[0]].kind]}`,
      given: cycle.join(' needs '),
      allowed: 'keys from the request, from constants, and from sources that are read before',
      fix: 'give one of the sources a key that does not depend on the others',
    }] : [];
  },
};

function findCycle(sources: { readonly [name: string]: Source }): readonly string[] | undefined {
  const seen = new Set<string>();
  const visit = (name: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(name)) {
      return [...trail.slice(trail.indexOf(name)), name];
    }
    const source = seen.has(name) ? undefined : ownMember(sources, name);
    seen.add(name);
    for (const next of source ? sourcesIn(keyExpressions(source)) : []) {
      const cycle = visit(next, [...trail, name]);
      if (cycle) {
        return cycle;
      }
    }
    return undefined;
  };
  return Object.keys(sources).map(name => visit(name, [])).find(cycle => cycle !== undefined);
}

/** Keys that are never a string or a number. */
export const KEY_TYPE: Check = {
  name: 'KeyType',
  finds: 'a key value that is neither a string nor a number',
  problems: rules => keyParts(rules).flatMap(({ path, part, source }): Problem[] => {
    const types = keyTypes(source, part);
    return source.kind === 'function' || types.length === 0 || types.some(type => type === 'string' || type === 'number') ? [] : [{
      check: 'KeyType',
      path,
      given: `a ${types.join(' or ')}`,
      allowed: 'a string or a number',
      fix: 'select one value from it, or convert it to a string',
    }];
  }),
};

/** All expressions of rules and sources, with their paths. */
function placed(checked: CheckedRules): ReadonlyArray<{ readonly path: string; readonly expression: Expression }> {
  const { rules } = checked.document;
  return [
    ...rules.flatMap(rule => expressionsOf(rule).map(([member, expression]) => ({ path: placeOf(rule, member), expression }))),
    ...keyParts(checked).map(({ path, part }) => ({ path, expression: part })),
  ];
}

/** An item and the answer of a function have attributes. Other sources have items. */
export const SOURCE_KIND: Check = {
  name: 'SourceKind',
  finds: 'an attribute of a source that can have several items, or items() or count() of a source that reads one item',
  problems: rules => placed(rules).flatMap(({ path, expression }) => {
    const problems: Problem[] = [];
    walk(expression, each => {
      const { source: name, use } = sourceRead(each) ?? { source: '' };
      const kind = ownMember(rules.document.sources, name)?.kind;
      if (use === 'ATTRIBUTE' && (kind === 'itemForEach' || kind === 'query')) {
        problems.push({
          check: 'SourceKind',
          path,
          given: `an attribute of '${name}', which can have several items`,
          allowed: 'items(), count() and exists()',
          fix: "choose the items: items().mapEach(Value.element('name')) for all of them, items().first().property('name') for the first one",
        });
      } else if ((use === 'ITEMS' || use === 'COUNT') && kind === 'item') {
        problems.push({
          check: 'SourceKind',
          path,
          given: `${each.op}() of '${name}', which reads one item`,
          allowed: 'attribute(path) and exists()',
          fix: 'use its attributes, or create the source with TableSource.query or TableSource.itemForEach',
        });
      }
    });
    return problems;
  }),
};

/** Whole items would need permission to read every attribute, and would put all of them into tokens. */
export const WHOLE_ITEMS: Check = {
  name: 'WholeItems',
  finds: 'items of a source that are used as a whole',
  problems: rules => placed(rules).flatMap(({ path, expression }) =>
    [...new Set(itemUses(expression).filter(use => use.path === undefined).map(({ source }) => source))].map(source => ({
      check: 'WholeItems',
      path,
      given: `whole items of '${source}', with all attributes in the table`,
      allowed: 'attributes that rules name: only these are read',
      fix: "select the attributes: items().pickProperties('name', 'role') for maps with these attributes, or items().mapEach(Value.element('role')) for one of them",
    }))),
};
