import type { AppCheck, CheckedApp } from './app-check';
import { describe } from './provenance';
import { accessDecisionsOf, type AccessDecision } from '../../analysis/access-decisions';
import { facetOf } from '../../analysis/facets';
import { contributionsTo, isBoundKey, isTrusted, levelOf } from '../../analysis/provenance';
import { reliancesIn, reliancesOf, type Reliance } from '../../analysis/reliance';
import { resultWithout } from '../../analysis/results-without';
import type { Expression, SubjectName } from '../../core/document/document';
import { keyExpressions, sourceRead, walk } from '../../core/document/expressions';
import type { Warning } from '../../problems/problems';

/** Values that the caller can make absent, where that lifts a restriction or grants something. */
export const CALLER_CAN_AVOID: AppCheck = {
  name: 'CallerCanAvoid',
  finds: 'a rule that denies or restricts by a value that the caller can make absent, or grants if it is absent',
  findings: app => ({
    warnings: accessDecisionsOf(app.compilation.document).filter(({ original }) => !original).flatMap(decision => {
      const found = reliancesOf(decision, app.compilation.document).flatMap(reliance => avoidable(reliance, decision, app));
      return found.map(each => ({ id: 'CallerCanAvoid', path: decision.path, ...each }));
    }),
  }),
};

const EFFECTS: Record<Reliance['effect'], string> = {
  GRANTS: 'the rule also grants if',
  LIFTS: 'the rule does not apply if',
  KEEPS: 'the rule keeps more if',
  OVERRIDES: 'the rule does not replace the rules before it if',
};

/** The findings about a condition or value that has another effect if something in it is absent. */
function avoidable(reliance: Reliance, decision: AccessDecision, app: CheckedApp): ReadonlyArray<Required<Pick<Warning, 'message' | 'fix'>>> {
  const { expression, loosens, effect } = reliance;
  const ways = waysIn(expression, decision.rule.subjects, app);
  if (ways.length === 0) {
    return [];
  }
  const isAnyLeftOut = (each: Expression): boolean => ways.some(({ isLeftOut }) => isLeftOut(each));
  const withoutAny = loosens === undefined ? undefined : resultWithout(expression, isAnyLeftOut);
  const loosening = ways.filter(({ isLeftOut }) => loosens === undefined || withoutAny === loosens
    // a condition that depends on other values as well counts as false
    || (resultWithout(expression, isLeftOut) ?? false) === loosens);
  const messages = loosening.map(({ value, how, instead }) => ({ message: `${EFFECTS[effect]} ${value} is absent, and ${how}`, fix: instead }));
  const selected = loosens === true && withoutAny === undefined ? (expression.of ?? []).flatMap(each => reliancesIn(each, effect)) : [];
  return [...messages, ...selected.flatMap(each => avoidable(each, decision, app))];
}

interface Way {
  readonly value: string;
  readonly how: string;
  readonly instead: string;
  /** True for the expressions that are absent, empty or false with it. */
  readonly isLeftOut: (expression: Expression) => boolean;
}

const FOR_USERS = 'decide by groups, or by a table with Value.sub() as the key';
const FOR_MACHINES = 'decide by Condition.client(...), or by a table with Value.clientId() as the key';

function insteadFor(subjects: readonly SubjectName[]): string {
  return !subjects.includes('MACHINE') ? FOR_USERS : subjects.includes('USER') ? `for users, ${FOR_USERS}; for machines, ${FOR_MACHINES}` : FOR_MACHINES;
}

/**
 * The ways in which a caller can make a part of a condition or value absent.
 *
 * @param seen sources whose keys were looked at
 */
function waysIn(expression: Expression, subjects: readonly SubjectName[], app: CheckedApp, seen = new Set<string>()): readonly Way[] {
  const ways: Way[] = [];
  walk(expression, each => {
    const facet = facetOf(each.op);
    const control = facet.kind === 'source' || facet.kind === 'fact' ? facet.control.kind : undefined;
    const value = describe({ expression: each, sources: [] });
    const way = { instead: insteadFor(subjects), isLeftOut: (other: Expression) => other === each };
    switch (control) {
      case 'verified':
        ways.push(...subjects.includes('USER') ? [{ ...way, value, how: 'users make it absent: they change their address', instead: FOR_USERS }] : []);
        break;
      case 'scopes':
        ways.push({ ...way, value: each.op === 'hasScope' ? 'the requested scope' : value, how: 'nobody has to request a scope' });
        break;
      case 'metadata':
        ways.push({ ...way, value, how: 'the caller does not have to send it' });
        break;
      case 'table':
        ways.push(...byKey(each, subjects, app, seen));
        break;
      default:
    }
  });
  return ways;
}

/** There is no item if a part of the key is absent, or if the caller or the user chooses another part of a key that is bound to the user. */
function byKey(expression: Expression, subjects: readonly SubjectName[], app: CheckedApp, seen: Set<string>): readonly Way[] {
  const { compilation: { document }, writers } = app;
  const { source: name } = sourceRead(expression)!;
  if (seen.has(name)) {
    return [];
  }
  seen.add(name);
  const source = document.sources[name];
  const parts = keyExpressions(source);
  const value = describe({ expression, sources: [] });
  const isLeftOut = (each: Expression): boolean => sourceRead(each)?.source === name;
  const absent = parts.flatMap(part => waysIn(part, subjects, app, seen))
    .map(way => ({ ...way, value, isLeftOut, how: `the key of the source '${name}' needs ${way.value}: ${way.how}` }));
  // any other key that somebody else chooses is an error by itself
  const chosen = isBoundKey(source, subjects) ? parts.flatMap(part => contributionsTo(part, { ...document, subjects }))
    .find(part => part.control !== 'metadata' && !isTrusted(levelOf(part, writers))) : undefined;
  return [...absent, ...chosen ? [{
    value,
    isLeftOut,
    how: `the key of the source '${name}' contains ${describe(chosen)}, which the user chooses`,
    instead: 'use a source with Value.sub() as the whole key',
  }] : []];
}
