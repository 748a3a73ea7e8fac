import { keyParts, type Check, type CheckedRules } from './check';
import { itemUses } from '../../analysis/item-uses';
import type { Expression } from '../../core/document/document';
import { expressionsOf, placeOf, sourceRead, walk } from '../../core/document/expressions';
import { ownMember } from '../../core/document/json';
import type { Problem } from '../../problems/problems';

/** All expressions of rules and sources, with their places. */
function placed(checked: CheckedRules): ReadonlyArray<{ readonly path: string; readonly expression: Expression }> {
  const { rules } = checked.document;
  return [
    ...rules.flatMap(rule => expressionsOf(rule).map(([member, expression]) => ({ path: placeOf(rule, member), expression }))),
    ...keyParts(checked).map(({ path, part }) => ({ path, expression: part })),
  ];
}

/** One item has attributes, a query has items. */
export const SOURCE_KIND: Check = {
  name: 'SourceKind',
  finds: 'an attribute of a query, or items of a source that reads one item',
  problems: rules => placed(rules).flatMap(({ path, expression }) => {
    const problems: Problem[] = [];
    walk(expression, each => {
      const { source: name, use } = sourceRead(each) ?? { source: '' };
      const kind = ownMember(rules.document.sources, name)?.kind;
      if (use === 'ATTRIBUTE' && kind === 'query') {
        problems.push({
          check: 'SourceKind',
          path,
          given: `an attribute of the query '${name}'`,
          allowed: 'items(), count() and exists() of a query, as it may have several items',
          fix: "say of which items: items().mapEach(Value.element('name')) for all, items().first().member('name') for the first",
        });
      } else if ((use === 'ITEMS' || use === 'COUNT') && kind === 'item') {
        problems.push({
          check: 'SourceKind',
          path,
          given: `${each.op}() of '${name}', which reads one item`,
          allowed: 'attribute(path) and exists()',
          fix: 'read its attributes, or make the source with TableSource.query',
        });
      }
    });
    return problems;
  }),
};

/** Items as they are would need every attribute, and bring whatever is in the table into tokens. */
export const WHOLE_ITEMS: Check = {
  name: 'WholeItems',
  finds: 'items of a query that are used as they are',
  problems: rules => placed(rules).flatMap(({ path, expression }) =>
    [...new Set(itemUses(expression).filter(use => use.path === undefined).map(({ source }) => source))].map(source => ({
      check: 'WholeItems',
      path,
      given: `items of '${source}' as they are, with all that the table has`,
      allowed: 'what rules name of each item: only that is read',
      fix: "take what is needed: items().mapEach(Value.element('role')), or mapEach(Value.objectOf({ role: Value.element('role') }))",
    }))),
};
