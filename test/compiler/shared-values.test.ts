import { ClaimRule, Condition, DenyRule, GroupRule, ScopeRule, TableSource, Value, type TokenEnricherProps } from '../../src';
import { compile } from '../../src/compiler/compile';
import type { Expression, SetClaimRule } from '../../src/core/document/document';
import { LIMITS } from '../../src/core/document/limits';
import { OPERATORS, type OperatorName } from '../../src/core/operators';
import type { Operator, Parameter } from '../../src/core/operators/operator';
import { nodeOf, type AuthorNode } from '../../src/values/author-node';
import { errorOf, TestApp } from '../support/app';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const isMember = Value.email().endsWith('@example.com');

/** Nests a value in itself this many times. */
function nested(levels: number, around: (value: Value) => Value, innermost = Value.userAttribute('custom:plan')): Value {
  return numbers(levels).reduce((value: Value) => around(value), innermost);
}

function compiled(...values: Value[]): readonly Expression[] {
  const authored = { deny: [], scopes: [], groups: [], sources: [], trustedAttributes: {} };
  const { document, problems } = compile({ ...authored, claims: values.map((value, index) => ClaimRule.set(`c${index}`, value)) }, new TestApp().stack);
  expect(problems).toEqual([]);
  return document.rules.map(rule => (rule as SetClaimRule).value);
}

/** The problems of these rules. Errors that are not problem lists have no such lines. */
function problemsOf(props: Partial<TokenEnricherProps>): readonly string[] {
  return [...errorOf(() => new TestApp().enricher(props)).matchAll(/^(\S.*: \w+)\n {2}given: {3}(.*)$/gm)].map(([, where, given]) => `${where}, given ${given}`);
}

describe('a value is compiled once', () => {
  test('that is used twice in another one', () => {
    const [{ of: [, then, otherwise] = [] }] = compiled(nested(1, value => Value.choose(isMember, value, value.trim())));
    expect(otherwise.of![0]).toBe(then);
  });

  test('that is used in two rules', () => {
    const value = Value.template('{{user.email}}!');
    const [one, other] = compiled(value, value.upper());
    expect(other.of![0]).toBe(one);
  });

  test('that is written twice', () => {
    const [one, other] = compiled(Value.email().lookup({ a: ['b'] }), Value.email().lookup({ a: ['b'] }));
    expect(other).toBe(one);
  });

  test.each([
    ['values', Value.email().trim(), Value.email().upper()],
    ['constants', Value.literal(['a', 1]), Value.literal(['a', '1'])],
    ['order', Value.listOf(Value.email(), Value.sub()), Value.listOf(Value.sub(), Value.email())],
  ])('but not %s that differ', (_, left, right) => {
    const [one, other] = compiled(left, right);
    expect(one).not.toEqual(other);
  });

  test('a problem in it is reported once', () => {
    const wrong = Value.email().trim().before('');
    expect(problemsOf({ claims: [ClaimRule.set('a', wrong), ClaimRule.set('b', Value.firstOf(wrong, wrong))] })).toEqual([
      "claims[0].value.before(separator): Argument, given ''",
    ]);
  });

  test('element() outside of a list is reported, even if the same value is also used inside', () => {
    const name = Value.element().upper();
    const rules = [ClaimRule.set('a', Value.groups().mapEach(name)), ClaimRule.set('b', name)];
    expect(problemsOf({ claims: rules })).toEqual([expect.stringContaining('claims[1].value: ElementOutside')]);
  });
});

describe('a value that contains itself many times', () => {
  // with the condition, the same value occurs at 8,192 places
  const MOST = 13;

  test('is compiled, checked and issued up to the limit of the document', () => {
    const enricher = new TestApp().enricher({ claims: [ClaimRule.set('a', nested(MOST, value => Value.choose(isMember, value, value)), { usedForAuthorization: false })] });
    expect(enricher.preview({ userAttributes: { 'custom:plan': 'gold' } }).idToken!.a).toBe('gold');
  });

  test.each([MOST + 1, 17, 20, 40])('is reported as a problem before anything else: %i levels', levels => {
    expect(problemsOf({ claims: [ClaimRule.set('a', nested(levels, value => Value.choose(isMember, value, value)))] })).toEqual([
      expect.stringMatching(/^claims\[0\]\.value: Limit, given (\d+|more than 1000000) values, conditions and entries of constants$/),
    ]);
  });

  test.each([65, 1000, 100_000])('is reported if it is also too deep: %i levels', levels => {
    expect(problemsOf({ claims: [ClaimRule.set('a', nested(levels, value => Value.choose(isMember, value, value)))] }).slice(0, 1)).toEqual([
      'claims[0].value: Limit, given values and conditions nested more than 64 deep',
    ]);
  });

  test('counts toward the limit everywhere in rules, keys and conditions', () => {
    const app = new TestApp();
    const value = nested(11, each => Value.choose(isMember, each, each));
    const source = app.source('profile', { key: { id: value } });
    const rules = numbers(20).map(index => ClaimRule.set(`c${index}`, value, { usedForAuthorization: false }));
    const message = errorOf(() => app.enricher({ claims: rules, scopes: [ScopeRule.addAll(Value.groups(), { when: value.isEqualTo('a') })], sources: [source] }));
    expect(message).toContain('has 1 problem');
    expect(message).toContain(`at most ${LIMITS.totalSize} in all rules and keys together`);
    expect(message).toContain('including those of the rules before');
  });

  /** A valid constant for each parameter type. */
  const CONSTANTS: { readonly [type in Parameter['type']]: unknown } = {
    string: 'a', number: 1, integer: 1, boolean: true, names: ['a', 'b'], path: 'a', paths: ['a', 'a.b'], choice: 'STRING', pattern: 'a', declaration: {}, dateFormat: 'yyyy', readableDateFormat: 'yyyy', timeZone: 'UTC',
  };

  /** Applies the operator to one value for all operands. A condition chooses between it and itself. */
  function onAll({ name, parameters, operands, yields }: Operator<OperatorName>, value: AuthorNode): AuthorNode {
    const condition = nodeOf(isMember, 'condition');
    const node: AuthorNode = {
      op: name,
      args: parameters.map(({ type, choices }) => choices?.[0] ?? CONSTANTS[type]),
      of: [...operands, ...operands.slice(-1)].map(each => each.yields === 'condition' ? condition : value).slice(0, operands.at(-1)!.rest ? undefined : operands.length),
    };
    return yields === 'condition' ? { op: 'choose', of: [node, value, value] } : node;
  }

  const WITH_OPERANDS = [...OPERATORS.values()].filter(({ operands }) => operands.length > 0);

  test.each(WITH_OPERANDS)('on $name, many levels deep', operator => {
    const innermost = nodeOf(Value.userAttribute('nickname'), 'value');
    const value = Value._of(numbers(1000).reduce((node: AuthorNode) => onAll(operator, node), innermost));
    const [first] = problemsOf({ claims: [ClaimRule.set('a', value)] });
    expect(first).toMatch(/^claims\[0\]\.value\S*: (Limit|Operands), given /);
  });

  test.each(WITH_OPERANDS)('on $name, at the maximum depth', operator => {
    const innermost = nodeOf(Value.userAttribute('nickname'), 'value');
    const value = Value._of(numbers(LIMITS.nesting - 3).reduce((node: AuthorNode) => onAll(operator, node), innermost));
    const app = new TestApp();
    let message = '';
    try {
      app.enricher({ claims: [ClaimRule.set('a', value)], scopes: [ScopeRule.addAll(value)], groups: [GroupRule.set({ groups: value })] });
      app.app.synth();
    } catch (error) {
      ({ message } = error as Error);
    }
    // it may be too large, or useless, but then it is reported
    expect(message === '' || / has \d+ problems?:/.test(message)).toBe(true);
  });
});

describe('the maximum number of values, each different', () => {
  const metadata = (index: number) => Value.untrustedClientMetadata(`m${index}`);
  const isGold = (index: number) => metadata(index).isEqualTo('gold');
  const all = numbers(LIMITS.members);

  /** Values that grant access, so that every check evaluates them. */
  const WIDE: { readonly [name: string]: () => Value } = {
    'conditions that give access where they are false': () => Value.choose(Condition.none(...all.map(isGold)), Value.groups()),
    'values of a condition, one instead of the other': () => Value.firstOf(...all.map(index => Value.choose(isGold(index), Value.groups()))),
    'members with a separator that others can write': () => Value.listOf(...all.map(index => Value.template(`{{metadata.m${index}}}:{{metadata.n${index}}}`))),
    'values of a table': () => metadata(0).lookup(Object.fromEntries(all.map(index => [`k${index}`, [`s${index}`]]))),
    'members that are made of each': () => Value.listOf(...all.map(metadata)).mapEach(Value.element().urlEncode().withPrefix('a:')).unique(),
  };

  test.each(Object.keys(WIDE))('%s', name => {
    const app = new TestApp();
    app.enricher({ scopes: [ScopeRule.addAll(WIDE[name]())], deny: [DenyRule.when(Value.literal('x').isEqualTo('y'), 'No')] });
    expect(errorOf(() => app.app.synth())).toContain('scopes[0].value: Provenance');
  });
});

describe('sources whose keys read one another', () => {
  const chain = (app: TestApp, count: number): TableSource =>
    numbers(count - 1).reduce((source: TableSource, index) => app.source(`s${index}`, { key: { id: source.attribute('next') } }), app.source('first'));

  test.each([LIMITS.sources + 1, 20_000])('are a problem if there are too many: %i', count => {
    const app = new TestApp();
    expect(errorOf(() => app.enricher({ claims: [ClaimRule.set('a', chain(app, count).attribute('x'))] }))).toContain(`given:   more than ${LIMITS.sources} sources`);
  });

  test('are followed up to the limit', () => {
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('a', chain(app, LIMITS.sources).attribute('x'), { usedForAuthorization: true })] });
    app.app.synth();
  });

  test('are followed once each, whatever the number of paths', () => {
    const app = new TestApp();
    let both = [app.source('a'), app.source('b')];
    for (const level of numbers(60)) {
      const key = { id: Value.firstOf(...both.map(source => source.attribute('next'))) };
      both = ['a', 'b'].map(name => app.source(`${name}${level}`, { key }));
    }
    app.enricher({ scopes: [ScopeRule.addAll(both[0].attribute('scopes'), { when: Condition.none(both[1].exists()) })] });
    app.app.synth();
  });
});

describe('an invalid value that is huge, deep or cyclic', () => {
  const twice = numbers(60).reduce((list: unknown) => [list, list], 'x');
  const deep = numbers(100_000).reduce((list: unknown) => [list], 'x');
  const ring: unknown[] = [];
  ring.push(ring, ring);

  const GIVEN = { 'huge': twice, 'deep': deep, 'in itself': ring };

  test.each(['huge', 'deep', 'in itself'] as const)('is one problem at each place: %s', name => {
    const given = GIVEN[name];
    const text = given as string;
    const problems = problemsOf({
      claims: [
        ClaimRule.set('a', Value.literal(given)),
        ClaimRule.set('b', Value.email().before(text)),
        ClaimRule.set('c', Value.email(), { when: Value.email().isEqualTo(given), description: text }),
        ClaimRule.set(text, given as Value),
      ],
      scopes: [ScopeRule.add(text), ScopeRule.suppress(text)],
      trustedAttributes: { sub: text },
    });
    expect(problems.map(problem => problem.replace(/(\[0\]|\[1\])+: L/, ': L').split(',')[0]).sort()).toEqual([
      'claims[0].value: Limit',
      'claims[1].value.before(separator): Argument',
      'claims[2].description: Option',
      'claims[2].when.isEqualTo.constant: Limit',
      'claims[3].name: Argument',
      'claims[3].value: Value',
      'scopes[0].template: Template',
      'scopes[1].scope: Argument',
      'trustedAttributes.sub: Argument',
    ]);
  });
});
