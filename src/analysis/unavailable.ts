import { asFilter, facetOf, type Combination } from './facets';
import { inferExpression } from './inference';
import { resultFor } from './results-without';
import type { Expression, Rule, RulesetDocument } from '../core/document/document';
import { expressionsOf, keyExpressions, sourceRead } from '../core/document/expressions';
import type { Json } from '../core/document/json';
import { operatorOf } from '../core/operators';
import { Failure, isFailure, type Value } from '../core/operators/result';

/** True, false, or unknown because the source cannot be read. */
type Truth = 'T' | 'F' | 'U';
/** The results of a condition in one situation, with the source read and with the source failed. */
type Pair = `${'T' | 'F'}${Truth}`;

/** A value while the source cannot be read. */
interface ValueWithout {
  /** It can have failed, because of the source. */
  readonly fails: boolean;
  /** It can be known: absent, or present. */
  readonly isKnown: boolean;
  /** It depends on the source. */
  readonly reads: boolean;
  /** Elements of a list in it can have failed. They are left out of tokens, and comparisons with it are unknown. */
  readonly omits?: boolean;
  /** Its only known value. */
  readonly constant?: Json;
}

const UNAFFECTED: ValueWithout = { fails: false, isKnown: true, reads: false };
const FAILED: ValueWithout = { fails: true, isKnown: false, reads: true };

/**
 * Evaluates a rule that restricts or decides, with a source that cannot be read.
 *
 * - APPLIES: the rule applies, or denies the token.
 * - LAPSES: in some situations in which the rule can apply if the source is read, it does not apply, or it uses a fallback for its value.
 * - NOTHING: the source does not affect the rule, or its values are only left out of a list.
 */
export function withoutSource(rule: Rule, source: string, { sources }: Pick<RulesetDocument, 'sources'>): 'APPLIES' | 'LAPSES' | 'NOTHING' {
  const evaluation = new WithoutSources(failingWith(source, sources));
  const pairs = rule.when ? evaluation.condition(rule.when) : new Set<Pair>(['TT']);
  const values = expressionsOf(rule).filter(([member]) => member !== 'when').map(([, expression]) => evaluation.value(expression));
  if ([...pairs].some(pair => pair.endsWith('U')) || values.some(({ fails }) => fails)) {
    return 'APPLIES';
  }
  if (pairs.has('TF') || values.some(({ reads }) => reads)) {
    return 'LAPSES';
  }
  // a shorter list of scopes to keep takes more scopes away
  const keepsLess = rule.kind === 'keepScopes' && values.some(({ omits }) => omits);
  return pairs.has('FT') || keepsLess ? 'APPLIES' : 'NOTHING';
}

/** The source, and all sources whose keys depend on it: they fail as well. */
function failingWith(source: string, sources: RulesetDocument['sources']): ReadonlySet<string> {
  const failing = new Set([source]);
  for (let size = 0; size !== failing.size;) {
    size = failing.size;
    const evaluation = new WithoutSources(failing);
    Object.entries(sources).filter(([, each]) => keyExpressions(each).some(part => evaluation.value(part).fails))
      .forEach(([name]) => failing.add(name));
  }
  return failing;
}

/** Evaluates expressions of restricting rules while sources cannot be read. Nothing else is known about the event. */
class WithoutSources {
  constructor(private readonly failing: ReadonlySet<string>) {}

  public condition(condition: Expression): ReadonlySet<Pair> {
    const facet = facetOf(condition.op);
    if (facet.kind === 'combination') {
      return combine(facet, (condition.of ?? []).map(part => this.condition(part)));
    }
    const operands = (condition.of ?? []).map(each => this.value(each));
    const isRead = this.isOfFailing(condition);
    const omits = facet.kind === 'comparison' && facet.looksAt === 'VALUE' && operands.some(each => each.omits);
    if (!isRead && !omits && !operands.some(({ reads }) => reads)) {
      return new Set<Pair>(['TT', 'FF']);
    }
    const fails = isRead || omits || operands.some(each => each.fails);
    const known = !isRead && operands.every(({ isKnown }) => isKnown) ? resultOf(condition, operands) : [];
    const failed: readonly Truth[] = [...fails ? ['U' as const] : [], ...known];
    return new Set(failed.flatMap((result): Pair[] => [`T${result}`, `F${result}`]));
  }

  public value(value: Expression): ValueWithout {
    const { op, args = [], of = [] } = value;
    const facet = facetOf(op);
    switch (facet.kind) {
      case 'source':
        return this.isOfFailing(value) ? FAILED : op === 'literal' ? { ...UNAFFECTED, constant: args[0] } : UNAFFECTED;
      case 'firstPresent':
        return this.firstPresent(of, args[0] === true);
      case 'choice':
        return this.choice(value, facet.by);
      case 'list':
        return listOf(of.map(each => this.value(each)));
      case 'trusted':
        return this.value(of[0]);
      case 'members':
      case 'member':
      case 'each':
      case 'part':
      case 'picked':
      case 'derived':
        return this.made(value);
      case 'comparison':
      case 'combination':
      case 'subject':
      case 'fact':
        return UNAFFECTED;
    }
  }

  private firstPresent(operands: readonly Expression[], whenUnavailable: boolean): ValueWithout {
    let reads = false;
    let fails = false;
    const possible: ValueWithout[] = [];
    for (const operand of operands) {
      const value = this.value(operand);
      reads ||= value.reads;
      fails ||= value.fails && !whenUnavailable;
      possible.push(...value.isKnown ? [value] : []);
      const { absent, failed } = inferExpression(operand, ['USER', 'MACHINE']);
      if ((!value.fails && !absent && !failed) || (value.fails && !value.isKnown && !whenUnavailable)) {
        break;
      }
    }
    const isKnown = possible.length > 0;
    const omits = possible.some(each => each.omits);
    return { fails: fails || (!isKnown && reads), isKnown, reads, omits, ...possible.length === 1 && { constant: possible[0].constant } };
  }

  private choice({ of = [] }: Expression, by: 'CONDITION' | 'KEY'): ValueWithout {
    const branches = of.slice(1).map(each => this.value(each));
    if (by === 'KEY') {
      return either([this.value(of[0]), ...branches]);
    }
    const pairs = [...this.condition(of[0])];
    const results = new Set(pairs.map(pair => pair[1]));
    const chosen = [...results.has('T') ? [branches[0]] : [], ...results.has('F') ? [branches[1] ?? UNAFFECTED] : []];
    const value = either([...chosen, ...results.has('U') ? [FAILED] : []]);
    return { ...value, reads: value.reads || pairs.some(isChanged) };
  }

  /** A value that is made from all operands, of which some can be conditions on elements. */
  private made(value: Expression): ValueWithout {
    const { of = [] } = asFilter(value);
    const parts = of.map(each => operatorOf(each.op).yields === 'condition' ? this.filtered(each) : this.value(each));
    const isPartial = parts.some(({ omits }) => omits);
    const omits = isPartial && leavesOut(value);
    const fails = parts.some(each => each.fails) || (isPartial && !omits);
    return { fails, isKnown: parts.every(({ isKnown }) => isKnown), reads: fails || parts.some(({ reads }) => reads), omits };
  }

  private filtered(condition: Expression): ValueWithout {
    const pairs = [...this.condition(condition)];
    return { fails: pairs.some(pair => pair.endsWith('U')), isKnown: !pairs.every(pair => pair.endsWith('U')), reads: pairs.some(isChanged) };
  }

  private isOfFailing(expression: Expression): boolean {
    const read = sourceRead(expression);
    return read !== undefined && this.failing.has(read.source);
  }
}

/** The result is another one, or unknown, while the source cannot be read. */
function isChanged([read, failed]: Pair): boolean {
  return read !== failed;
}

/** One of several values. */
function either(values: readonly ValueWithout[]): ValueWithout {
  return {
    fails: values.some(({ fails }) => fails),
    isKnown: values.some(({ isKnown }) => isKnown),
    reads: values.some(({ reads }) => reads),
    omits: values.some(({ omits }) => omits),
  };
}

/** A list of values. It never fails. */
function listOf(values: readonly ValueWithout[]): ValueWithout {
  // a value that can only fail is left out, so that no fallback takes its place
  const reads = values.some(each => each.reads && each.isKnown);
  return { fails: false, isKnown: true, reads, omits: values.some(({ fails, omits }) => fails || omits) };
}

/** True if an operator does not fail because an element of its list has failed. */
function leavesOut(expression: Expression): boolean {
  const known = expression.of?.length === 1 ? resultFor(expression, [[new Failure('READ')]]) : undefined;
  return known ? !isFailure(known.result) : ['members', 'each'].includes(facetOf(expression.op).kind);
}

/** The results of a combination in each situation of its parts. */
function combine({ decisive, result }: Combination, parts: ReadonlyArray<ReadonlySet<Pair>>): ReadonlySet<Pair> {
  const truth = (isTrue: boolean): 'T' | 'F' => isTrue ? 'T' : 'F';
  const [deciding, other] = [truth(decisive), truth(!decisive)];
  const of = (left: string, right: string): string => left === deciding || right === deciding ? deciding : left === 'U' || right === 'U' ? 'U' : other;
  const pairs = parts.reduce<readonly string[]>(
    (all, part) => [...new Set(all.flatMap(one => [...part].map(each => of(one[0], each[0]) + of(one[1], each[1]))))], [other + other],
  );
  const outcome = (each: string): string => each === 'U' ? each : truth((each === deciding) === result);
  return new Set(pairs.map(([read, failed]) => `${outcome(read)}${outcome(failed)}` as Pair));
}

/** The result of a comparison of constants; both results if a value is not constant. */
function resultOf(condition: Expression, operands: readonly ValueWithout[]): ReadonlyArray<'T' | 'F'> {
  const known = operands.length > 0 && operands.every(({ constant }) => constant !== undefined)
    ? resultFor(condition, operands.map(({ constant }) => constant as Value)) : undefined;
  return known ? [known.result === true ? 'T' : 'F'] : ['T', 'F'];
}
