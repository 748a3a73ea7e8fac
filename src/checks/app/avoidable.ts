import type { AppCheck, CheckedApp } from './app-check';
import { isTrusted, levelOf } from './levels';
import { describe } from './provenance';
import { accessDecisionsOf, type AccessDecision } from '../../analysis/access-decisions';
import { isBoundKey } from '../../analysis/bound-keys';
import { facetOf } from '../../analysis/facets';
import { isGrant, negativeConditionsIn } from '../../analysis/negative-conditions';
import { contributionsTo } from '../../analysis/provenance';
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

/**
 * The ways in which a caller can make a part of a condition or value absent.
 *
 * @param seen sources whose keys were looked at
 */
function avoidable(expression: Expression, app: CheckedApp, seen = new Set<string>()): readonly Way[] {
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
        ways.push(...byKey(each, app, seen));
        break;
      default:
    }
  });
  return ways;
}

/** There is no item if a part of the key is absent, or if the caller or the user chooses another part of a key that is bound to the user. */
function byKey(expression: Expression, app: CheckedApp, seen: Set<string>): readonly Way[] {
  const { compilation: { document }, writers } = app;
  const { source: name } = sourceRead(expression)!;
  if (seen.has(name)) {
    return [];
  }
  seen.add(name);
  const source = document.sources[name];
  const parts = keyExpressions(source);
  const value = describe({ expression, sources: [] });
  const absent = parts.flatMap(part => avoidable(part, app, seen)).map(way => ({ ...way, value, how: `the key of the source '${name}' needs ${way.value}: ${way.how}` }));
  // any other key that somebody else chooses is an error by itself
  const chosen = isBoundKey(source, ['USER']) ? parts.flatMap(part => contributionsTo(part, document))
    .find(part => part.control !== 'metadata' && part.control !== 'scopes' && !isTrusted(levelOf(part, writers))) : undefined;
  return [...absent, ...chosen ? [{
    value,
    how: `the key of the source '${name}' contains ${describe(chosen)}, which the user chooses`,
    instead: 'use a source with Value.sub() as the whole key',
  }] : []];
}
