import { TokenBudget, ClaimRule, GroupRule, IfAbsent, OnExcess, RuleMode, ScopeRule, TokenType, Value, ItemAttributeType, type TokenBudgetOptions } from '../../src';
import { OPERATORS } from '../../src/core/operators';
import { maxValueSize } from '../../src/token-size/max-value-size';
import cases from '../cases/operators.json';
import { errorOf, TestApp } from '../support/app';
import { describeCheck, describeWarning } from '../support/checks';
import { evaluate } from '../support/evaluate';
import { parse, type Written } from '../support/expressions';

const ATTRIBUTE = 2048;
const CONTEXT = { attributeLength: () => ATTRIBUTE, itemLimit: () => 3, subjects: ['USER' as const] };
const VALUES: readonly string[] = [...OPERATORS.values()].filter(({ yields }) => yields === 'value').map(({ name }) => name);

describe('no value of a case is longer than its computed size', () => {
  interface Case { readonly name: string; readonly of: Written; readonly gives: unknown; readonly user?: Record<string, string> }
  const groups = cases as unknown as ReadonlyArray<{ operator: string; cases: readonly Case[] }>;

  test.each(groups.filter(({ operator }) => VALUES.includes(operator)))('$operator', ({ cases: rows }) => {
    for (const { name, of, gives, user = {} } of rows) {
      const size = VALUES.includes(String(of[0])) ? maxValueSize(parse(of), CONTEXT) : undefined;
      const isUsual = Object.values(user).every(text => text.length <= ATTRIBUTE);
      if (size !== undefined && isUsual && gives !== 'ABSENT' && gives !== 'FAILED') {
        expect({ name, short: Buffer.byteLength(JSON.stringify(gives)) <= size }).toEqual({ name, short: true });
      }
    }
  });
});

test('a size is known if lengths are known', () => {
  const sizes: Array<[Written, number | undefined]> = [
    [['literal', { constant: 'abc' }], 5],
    [['upper', ['literal', { constant: 'abc' }]], 5],
    [['upper', ['literal', { constant: 'ß' }]], 4],
    [['userAttribute', 'nickname'], 2 + 6 * ATTRIBUTE],
    [['attribute', 's', { constant: ['a'] }], undefined],
    [['attribute', 's', { constant: ['a'] }, { constant: { valueType: 'STRING', maxLength: 10 } }], 62],
    [['attribute', 's', { constant: ['a'] }, { constant: { valueType: 'STRING_LIST', maxLength: 10, maxItems: 3 } }], 2 + 3 * 63],
    [['listOf', ['literal', { constant: 'a' }], ['attribute', 's', { constant: ['a'] }]], undefined],
    [['lookup', ['userAttribute', 'nickname'], { constant: ['a'] }, ['literal', { constant: 'gold' }]], 6],
    [['choose', ['isPresent', ['attribute', 's', { constant: ['a'] }]], ['literal', { constant: 'a' }], ['literal', { constant: 'abc' }]], 5],
    [['mapEach', ['literal', { constant: ['a', 'b'] }], ['upper', ['element']]], 10],
  ];
  expect(sizes.map(([of]) => maxValueSize(parse(of), CONTEXT))).toEqual(sizes.map(([, size]) => size));
});

const constant = (value: unknown): Written => ['literal', { constant: value }];
const GROUPS: Written = ['groups'];
const ROLES: Written = ['lookup', GROUPS, { constant: ['admins', 'staff'] }, constant(['read', 'write']), constant(['read'])];

test.each<[string, Written, number]>([
  ['members of a table, however many ask for them', ['unique', ['flatten', ROLES]], '["read","write"]'.length + 1],
  ['members of a table for each group', ['flatten', ROLES], 2 + 200 * '"write",'.length],
  ['as many members as there may be', ['limit', ['filterPrefix', GROUPS, 'a'], 5], 2 + 5 * (2 + 4 * 128 + 1)],
  ['members that are in another list', ['filterOneOfValue', ['limit', GROUPS, 3], constant(['a'])], 2 + 3 * (2 + 4 * 128 + 1)],
  ['some members of a map', ['pickProperties', { constant: ['a'] }, constant({ a: 'x', b: 'y' })], '{"a":"x","b":"y"}'.length],
  ['the names of a map', ['propertyNames', constant({ a: 'x', b: 'y' })], '{"a":"x","b":"y"}'.length],
  ['the values of a map', ['propertyValues', constant({ a: 'x', b: 'y' })], '{"a":"x","b":"y"}'.length],
  ['a property that is added if it is absent', ['toJson', { constant: [['b'], ['c']] }, constant({ a: 'x' })], 2 + 2 * ('{"a":"x"}'.length + 2 * '"b":"",'.length)],
  ['a property that is added to each map', ['toJson', { constant: [['b']] }, constant([{}, {}])], 2 + 2 * ('[{},{}]'.length + 4 * '"b":"",'.length)],
  ['a property that is added to maps within', ['toJson', { constant: [['a', 'b']] }, constant({ a: {} })], 2 + 2 * ('{"a":{}}'.length + 4 * '"b":"",'.length)],
  ['the names of a map, joined', ['join', ['propertyNames', constant({ a: 'x', b: 'y' })], ','], 2 + 17 + 4 * 3],
  ['members that are allowed', ['unique', ['filterOneOf', GROUPS, constant('admins'), constant('staff')]], '["admins","staff"]'.length + 1],
  ['texts and lists of them, upper', ['upper', ['choose', ['user'], ['userAttribute', 'nickname'], constant(['x'])]], 2 + 6 * ATTRIBUTE],
  ['members that may be lists, upper', ['mapEach', ['flatten', ['listOf', ['attribute', 's', { constant: ['a'] }, { constant: { valueType: 'STRING_LIST', maxLength: 5, maxItems: 4 } }], constant('member')]], ['upper', ['element']]], 314],
  ['members of a list within a list', ['unique', ['flatten', ['listOf', ['filterOneOf', GROUPS, constant('admins'), constant('staff')]]]], '["admins","staff"]'.length + 1],
  ['conditions side by side', ['template', ['userAttribute', 'email_verified'], ['userAttribute', 'phone_number_verified']], 12],
  ['a part of a string', ['substring', ['verifiedEmail'], 0, 10], 62],
  ['a part of each member', ['mapEach', GROUPS, ['substring', ['element'], 0, 10]], 2 + 100 * 63],
  ['an address', ['verifiedEmail'], 2 + 4 * 320],
  ['a number of E.164', ['verifiedPhoneNumber'], 18],
  ['parts of a string together are as long as the string', ['mapEach', ['split', ['userAttribute', 'nickname'], ','], ['objectOf', { constant: ['id'] }, true, ['element']]], 2 + 2 + 12_290 + 3 * 2049 + 6 + 2049 * 10],
  ['the digest of each member of any length', ['sha256', ['attribute', 's', { constant: ['a'] }, { constant: { valueType: 'STRING_LIST', maxItems: 3 } }]], 2 + 3 * 67],
])('%s', (_, of, size) => {
  expect(maxValueSize(parse(of), CONTEXT)).toBe(size);
});

test.each<[string, Written]>([
  ['some members of a constant are another list', ['unique', ['listOf', constant(['a', 'b']), ['filterPrefix', constant(['a', 'b']), 'a']]]],
  ['a number is written longer than it was read', ['parseJson', constant('[1e20,1e20,1e20]')]],
])('%s', (_, of) => {
  const { value } = evaluate(parse(of)) as { value: unknown };
  expect(JSON.stringify(value).length).toBeLessThanOrEqual(maxValueSize(parse(of), CONTEXT)!);
});

describe('no value of combined operators is longer than its computed size', () => {
  const steps: Array<(of: Written) => Written> = [
    of => ['unique', of],
    of => ['limit', of, 7],
    of => ['flatten', of],
    of => ['sort', of],
    of => ['filterPrefix', of, '"'],
    of => ['filterOneOf', of, constant('a,b'), constant('staff')],
    of => ['upper', of],
    of => ['substring', of, 1, 4],
    of => ['withPrefix', of, 'prefix-"'],
    of => ['withSuffix', of, '-suffix"'],
    of => ['urlDecode', of],
    of => ['urlEncode', of],
    of => ['replace', of, 'a', '""'],
    of => ['lookup', of, { constant: ['a,b', 'staff'] }, constant(['x', ['y'], 1]), constant('z')],
    of => ['split', ['join', of, ','], ','],
    of => ['mapEach', of, ['split', ['element'], ',']],
    of => ['mapEach', of, ['objectOf', { constant: ['id', 'part'] }, false, ['element'], ['substring', ['element'], 0, 3]]],
    of => ['mapEach', of, ['listOf', ['element'], ['first', ['split', ['element'], '"']]]],
    of => ['parseJson', ['toJson', of]],
    of => ['listOf', ['first', of], ['toJson', of], of],
    of => ['firstOf', ['at', of, 30], of],
    of => ['choose', ['inGroup', constant('staff')], ['join', of, ','], of],
  ];
  const users = {
    'many long names': Array.from({ length: 100 }, (_, index) => `${index}"`.padEnd(128, '中"')),
    'many short names': Array.from({ length: 100 }, (_, index) => index % 2 ? 'a,b' : `"${index}`),
    'few names': ['staff', 'a,b'],
    'none': [],
  };

  test.each(Object.entries(users))('%s', (_, groups) => {
    // a third of all chains, in which every two steps occur at every two places
    const chains = steps.flatMap((one, first) => steps.flatMap((two, second) => steps
      .filter((_step, third) => (first + second + third) % 3 === 0).map(three => three(two(one(GROUPS))))));
    const values = chains.flatMap(of => {
      const { value } = evaluate(parse(of), { groups }) as { value?: unknown };
      return value === undefined ? [] : [{ of, bytes: Buffer.byteLength(JSON.stringify(value)) }];
    });
    expect(values.length).toBeGreaterThan(groups.length === 0 ? 300 : 1000);
    expect(values.filter(({ of, bytes }) => bytes > maxValueSize(parse(of), CONTEXT)!)).toEqual([]);
  });
});

const budget = (length: number, options: TokenBudgetOptions = {}) => TokenBudget.ofLength(length, options);
const text = (length: number) => Value.literal('x'.repeat(length));

describeCheck('TokenLength', {
  invalid: [
    { name: 'a constant that does not fit', props: () => ({ tokenBudget: budget(2000), claims: [ClaimRule.set('a', text(2000))] }), says: ['tokenBudget', "'a' 2", '2000 characters', 'without rules'] },
    { name: 'an attribute that may not fit', props: () => ({ tokenBudget: TokenBudget.cookie(), claims: [ClaimRule.set('a', Value.userAttribute('nickname'), { usedForAuthorization: false })] }), says: ["'a' 16", '4000 characters', 'maxLength'] },
    { name: 'scopes together', props: () => ({ tokenBudget: budget(2000), scopes: Array.from({ length: 8 }, (_, index) => ScopeRule.add(`${index}`.repeat(200))) }), says: ['an access token', "'scope'"] },
    { name: 'groups', props: () => ({ tokenBudget: TokenBudget.httpApi({ tokens: [TokenType.ID] }), groups: [GroupRule.set({ groups: Value.groups(), iamRoles: Value.iamRoles() })] }), says: ['an ID token', "'cognito:groups' 6", "'cognito:roles' 2", 'limit('] },
    { name: 'a claim that could be dropped, if tokens lost claims', props: () => ({ tokenBudget: budget(2000), claims: [ClaimRule.set('a', text(2000), { dropOrder: 1 })] }), says: ["'a' 2", 'OnExcess.DROP'] },
    { name: 'claims beside one that is dropped', props: () => ({ tokenBudget: budget(2000, { onExcess: OnExcess.DROP }), claims: [ClaimRule.set('a', text(2000), { dropOrder: 1 }), ClaimRule.set('b', text(2000))] }), says: ["'b' 2", "'claims_dropped' "] },
    { name: 'one role', props: () => ({ tokenBudget: budget(3000, { tokens: [TokenType.ID] }), groups: [GroupRule.set({ groups: Value.literal(['a']), preferredRole: Value.preferredRole() })] }), says: ["'cognito:preferred_role' 27"] },
  ],
  valid: [
    { name: 'a claim that is dropped', props: () => ({ tokenBudget: budget(2000, { onExcess: OnExcess.DROP }), claims: [ClaimRule.set('a', text(2000), { dropOrder: 1 }), ClaimRule.set('b', text(500))] }) },
    { name: 'a constant that fits', props: () => ({ tokenBudget: budget(2000), claims: [ClaimRule.set('a', text(500))] }) },
    { name: 'a table attribute of a declared length', props: app => ({ tokenBudget: budget(2000), claims: [ClaimRule.set('a', app.source().attribute('a', { valueType: ItemAttributeType.STRING, maxLength: 50 }))] }) },
    { name: 'permissions that a table has for groups', props: () => ({ tokenBudget: TokenBudget.cookie(), claims: [ClaimRule.set('permissions', Value.groups().lookup({ admins: ['read', 'write'], staff: ['read'] }).flatten().unique())] }) },
    { name: 'a scope, which is no longer than scopes are', props: () => ({ tokenBudget: TokenBudget.cookie(), scopes: [ScopeRule.add('plan:{{user.sub}}-{{user.username}}')] }) },
    { name: 'roles of the other token', props: () => ({ tokenBudget: budget(3000, { tokens: [TokenType.ACCESS] }), groups: [GroupRule.set({ groups: Value.literal(['a']), iamRoles: Value.iamRoles() })] }) },
    { name: 'the other token', props: () => ({ tokenBudget: budget(2000, { tokens: [TokenType.ACCESS] }), claims: [ClaimRule.set('a', text(2000), { tokens: [TokenType.ID] })] }) },
    { name: 'one of two rules of a claim', props: () => ({ tokenBudget: budget(2200), claims: [ClaimRule.set('a', text(800)), ClaimRule.set('a', Value.choose(Value.email().isPresent(), text(800)), { usedForAuthorization: false })] }) },
  ],
});

describeWarning('UnboundedClaim', {
  invalid: [{ name: 'an attribute of a table', props: app => ({ tokenBudget: TokenBudget.restApi(), claims: [ClaimRule.set('a', app.source().attribute('a'))] }), says: ['claims[0]', "'a'", 'maxLength'] }],
  valid: [
    { name: 'a claim that is dropped', props: app => ({ tokenBudget: budget(2000, { onExcess: OnExcess.DROP }), claims: [ClaimRule.set('a', app.source().attribute('a'), { dropOrder: 1 })] }) },
    { name: 'no budget', props: app => ({ claims: [ClaimRule.set('a', app.source().attribute('a'))] }) },
    { name: 'a declared length', props: app => ({ tokenBudget: TokenBudget.privateRestApi(), claims: [ClaimRule.set('a', app.source().attribute('a', { valueType: ItemAttributeType.NUMBER_LIST, maxItems: 5 }))] }) },
  ],
});

describeCheck('DropOrder', {
  invalid: [
    { name: 'a claim that authorizes', props: () => ({ claims: [ClaimRule.set('a', text(1), { usedForAuthorization: true, dropOrder: 1 })] }), says: ['claims[0].dropOrder', 'usedForAuthorization: true', 'never dropped'] },
    { name: 'a claim of which another rule says that it authorizes', props: () => ({ claims: [ClaimRule.set('a', text(1), { usedForAuthorization: true }), ClaimRule.set('a', Value.email(), { dropOrder: 1 })], trustedAttributes: { email: 'x' } }), says: ['claims[1].dropOrder', 'claims[0] sets usedForAuthorization: true'] },
    { name: 'a claim that has to be there', props: () => ({ claims: [ClaimRule.set('a', text(1), { ifAbsent: IfAbsent.DENY, dropOrder: 1 })] }), says: ['claims[0].dropOrder', 'IfAbsent.DENY'] },
    { name: 'something else than a number', props: () => ({ claims: [ClaimRule.set('a', text(1), { dropOrder: 'low' as never })] }), says: ["'low'"] },
  ],
  valid: [
    { name: 'a number', props: () => ({ claims: [ClaimRule.set('a', text(1), { dropOrder: -1 })] }) },
    { name: 'a claim that authorizes only in shadow', props: () => ({ claims: [ClaimRule.set('a', text(1), { dropOrder: 1 }), ClaimRule.set('a', Value.email(), { usedForAuthorization: true, mode: RuleMode.SHADOW })], trustedAttributes: { email: 'x' } }) },
    ...[{ usedForAuthorization: true }, { ifAbsent: IfAbsent.DENY }].map(options => ({
      name: `beside another claim with ${Object.keys(options).join()}`,
      props: () => ({ claims: [ClaimRule.set('a', text(1), { dropOrder: 1 }), ClaimRule.set('b', text(1), options), ClaimRule.suppress('c')] }),
    })),
  ],
});

test.each<[string, TokenBudget, readonly string[]]>([
  ['no length', budget(0), ['tokenBudget.length: Argument', 'at least 1000']],
  ['a reserved marker', budget(2000, { markerClaim: 'sub' }), ['tokenBudget.markerClaim: ReservedClaim', "'sub'"]],
  ['a marker that a rule sets', budget(2000, { markerClaim: 'a' }), ['tokenBudget.markerClaim: ReservedClaim']],
  ['a policy that does not exist', budget(2000, { onExcess: 'CUT' as never }), ['tokenBudget.onExcess: Option', 'DENY, DROP']],
])('a budget with %s is an error', (_, tokenBudget, says) => {
  const message = errorOf(() => new TestApp().enricher({ tokenBudget, claims: [ClaimRule.set('a', text(1))] }));
  says.forEach(each => expect(message).toContain(each));
});

describe('when a token is issued', () => {
  const items = (length: number) => ({ items: { profile: { big: 'x'.repeat(length), small: 'y'.repeat(20), name: 'z'.repeat(10) } } });
  const enricher = (options: TokenBudgetOptions = { onExcess: OnExcess.DROP }) => {
    const app = new TestApp();
    const profile = app.source();
    return app.enricher({
      tokenBudget: budget(2000, options),
      claims: [
        ClaimRule.set('big', profile.attribute('big'), { dropOrder: 1 }),
        ClaimRule.set('small', profile.attribute('small'), { dropOrder: 2 }),
        ClaimRule.set('nickname', profile.attribute('name'), { dropOrder: 3 }),
        ClaimRule.set('role', Value.literal('admin')),
      ],
    });
  };

  test('claims that fit stay', () => {
    const { accessToken, trace } = enricher().preview(items(100));
    expect(accessToken).toMatchObject({ big: expect.any(String), small: expect.any(String), role: 'admin' });
    expect(accessToken).not.toHaveProperty('claims_dropped');
    expect(trace.map(({ outcome }) => outcome)).toEqual(['APPLIED', 'APPLIED', 'APPLIED', 'APPLIED']);
  });

  test('claims with the lowest dropOrder are dropped first, and a marker names them', () => {
    const { accessToken, idToken, trace } = enricher().preview(items(5000));
    for (const token of [accessToken, idToken]) {
      expect(token).toMatchObject({ claims_dropped: 'big', small: 'y'.repeat(20), role: 'admin' });
      expect(token).not.toHaveProperty('big');
    }
    expect(trace[0]).toMatchObject({ rule: 'claims[0]', outcome: 'DROPPED', reason: 'BUDGET', shadow: false });
  });

  test('a dropped claim still hides the attribute', () => {
    const app = new TestApp();
    const tokens = [TokenType.ID];
    const { idToken } = app.enricher({
      tokenBudget: budget(1500, { onExcess: OnExcess.DROP, markerClaim: 'left_out' }),
      claims: [ClaimRule.set('nickname', app.source().attribute('big'), { tokens, dropOrder: 1 })],
    }).preview({ ...items(3000), userAttributes: { nickname: 'jo' } });
    expect(idToken).toMatchObject({ left_out: 'nickname' });
    expect(idToken).not.toHaveProperty('nickname');
  });

  test('KEEP_ORIGINAL restores the original value', () => {
    const app = new TestApp();
    const options = { tokens: [TokenType.ID], dropOrder: 1, ifAbsent: IfAbsent.KEEP_ORIGINAL };
    const { idToken } = app.enricher({ tokenBudget: budget(1500, { onExcess: OnExcess.DROP }), claims: [ClaimRule.set('nickname', app.source().attribute('big'), options)] })
      .preview({ ...items(3000), userAttributes: { nickname: 'jo' } });
    expect(idToken).toMatchObject({ claims_dropped: 'nickname', nickname: 'jo' });
  });

  test('the token is denied if nothing more can be dropped', () => {
    expect(enricher().preview({ ...items(10), groups: Array.from({ length: 50 }, (_, index) => `group-number-${index}-${'x'.repeat(40)}`) }).denial)
      .toMatchObject({ reason: 'TOKEN_LENGTH' });
  });

  test('the token is denied if no claim may be dropped', () => {
    expect(enricher({}).preview(items(5000)).denial).toMatchObject({ reason: 'TOKEN_LENGTH', message: expect.stringContaining('Reference') });
  });
});

test('the maximum token size is reported claim by claim', () => {
  const app = new TestApp();
  const enricher = app.enricher({ claims: [ClaimRule.set('a', text(30)), ClaimRule.set('b', app.source().attribute('b'))], scopes: [ScopeRule.add('x')] });
  const length = enricher.maxTokenSize(TokenType.ACCESS);
  expect(length.claims).toEqual([
    { claim: 'a', length: 50, rules: ['claims[0]'] },
    { claim: 'b', rules: ['claims[1]'] },
    { claim: 'scope', length: 16, rules: ['scopes[0]'] },
  ]);
  expect(length.longest - length.withoutRules).toBe(72);
});
