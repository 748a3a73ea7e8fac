import type { AppCheck, CheckedApp } from './app-check';
import { isTrusted, levelOf } from './levels';
import { describe } from './provenance';
import { accessDecisionsOf, type AccessDecision } from '../../analysis/access-decisions';
import { isBoundKey } from '../../analysis/bound-keys';
import { facetOf } from '../../analysis/facets';
import { isGrant, negativeConditionsIn } from '../../analysis/negative-conditions';
import { contributionsTo, type Contribution } from '../../analysis/provenance';
import { requiredConditions } from '../../analysis/required-conditions';
import type { Expression } from '../../core/document/document';
import { sourceRead, walk } from '../../core/document/expressions';
import { keyExpressions } from '../../core/document/source-keys';

/** Values that the caller can make absent, where that lifts a restriction or grants something. */
export const CALLER_CAN_AVOID: AppCheck = {
  name: 'CallerCanAvoid',
  finds: 'a rule that denies or restricts by a value that the caller can make absent, or grants if it is absent',
  findings: app => ({
    warnings: accessDecisionsOf(app.compilation.document).filter(({ rule, original }) => rule.subjects.includes('USER') && !original).flatMap(decision => {
      const ways = new Map(deciding(decision, app).flatMap(condition => avoidable(condition, app)).map(way => [way.value + way.how, way]));
      return [...ways.values()].map(({ value, how, instead }) => ({
        id: 'CallerCanAvoid',
        path: decision.path,
        message: `${isGrant(decision) ? 'the rule also grants if' : 'the rule does not apply if'} ${value} is absent, and ${how}: ${instead}`,
      }));
    }),
  }),
};

/** The conditions and values whose absence lifts the restriction, or grants. */
function deciding(decision: AccessDecision, { compilation: { document } }: CheckedApp): readonly Expression[] {
  const { rule, expression } = decision;
  if (isGrant(decision)) {
    return [...negativeConditionsIn(decision, document).map(({ condition }) => condition), ...replacedValues(expression)];
  }
  return rule.when === expression && rule.kind !== 'setGroups'
    ? requiredConditions(expression).filter(({ result }) => result).map(({ condition }) => condition) : [];
}

/** The values that a fallback replaces. */
function replacedValues(expression: Expression): readonly Expression[] {
  const found: Expression[] = [];
  walk(expression, ({ op, of = [] }) => facetOf(op).kind === 'firstPresent' && found.push(...of.slice(0, -1)));
  return found;
}

interface Way {
  readonly value: string;
  readonly how: string;
  readonly instead: string;
}

const OTHERS = 'decide by groups, or by a table with Value.sub() as the key';

/** The ways in which a caller can make a part of a condition or value absent. */
function avoidable(expression: Expression, app: CheckedApp): readonly Way[] {
  const ways: Way[] = [];
  walk(expression, each => {
    const facet = facetOf(each.op);
    const control = facet.kind === 'source' || facet.kind === 'fact' ? facet.control.kind : undefined;
    const value = describe({ expression: each, sources: [] });
    switch (control) {
      case 'verified':
        ways.push({ value, how: 'users make it absent: they change their address', instead: OTHERS });
        break;
      case 'scopes':
        ways.push({ value: each.op === 'hasScope' ? 'the requested scope' : value, how: 'nobody has to request a scope', instead: OTHERS });
        break;
      case 'metadata':
        ways.push({ value, how: 'the caller does not have to send it', instead: OTHERS });
        break;
      case 'table':
        ways.push(...byKey(each, app));
        break;
      default:
    }
  });
  return ways;
}

/** An item whose key is bound to the user has other parts that the caller may choose, so that there is no such item. */
function byKey(expression: Expression, { compilation: { document }, writers }: CheckedApp): readonly Way[] {
  const { source: name } = sourceRead(expression)!;
  // any other key is an error by itself
  const parts = isBoundKey(document.sources[name], ['USER']) ? keyExpressions(document.sources[name]) : [];
  const chosen = parts.flatMap(part => contributionsTo(part, document))
    .find((part: Contribution) => part.control === 'scopes' || !isTrusted(levelOf(part, writers)));
  return chosen ? [{
    value: describe({ expression, sources: [] }),
    how: `the key of the source '${name}' contains ${describe(chosen)}, which the caller or the user chooses`,
    instead: 'use a source with Value.sub() as the whole key, or IfAbsent.DENY',
  }] : [];
}
