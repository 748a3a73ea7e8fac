import {
  ClaimRule, Condition, DenyRule, GroupRule, IfAbsent, OnError, RuleMode, ScopeRule, Subject, TokenType, Value,
  type OrElseOptions, type SetClaimOptions, type RuleOptions, type TableSource, type TokenEnricherProps,
} from '../src';
import { TestApp } from './support/app';
import { run, SUB, type Run } from './support/evaluate';
import { compileAndCheck } from '../src/checks/compile-and-check';
import { buildEvent } from '../src/core/cognito/token-request';
import type { TriggerVersionName } from '../src/core/cognito/trigger';

/**
 * Every kind of rule, with every possible result of its value or its condition. Both come from one table item: `value` is
 * a string, `list` a list, `flag` a boolean. The documentation promises these outcomes: nothing fails open.
 */
type Rules = Pick<TokenEnricherProps, 'claims' | 'scopes' | 'groups' | 'deny'>;

interface Kind {
  readonly rules: (options: RuleOptions, values: { text: Value; list: Value }) => Rules;
  readonly observe: (run: Run) => string;
}

const claim = (name: string) => ({ decision: { changes: { tokens: { ID: { set, suppress } } } } }: Run): string =>
  Object.hasOwn(set, name) ? 'sets' : suppress.has(name) ? 'takes away' : 'nothing';
const addedScopes = ({ decision: { changes } }: Run): string => changes.scopesToAdd.length > 0 ? 'adds' : 'nothing';
const cutScopes = ({ decision: { changes: { scopesToSuppress } } }: Run): string =>
  scopesToSuppress.length > 0 ? `takes away ${scopesToSuppress.join(' ')}` : 'nothing';
const groups = ({ decision: { changes } }: Run): string => changes.groups ? `sets [${changes.groups.groups.join(' ')}]` : 'nothing';

const set = (name: string, more: SetClaimOptions): Kind => ({
  rules: (options, { text }) => ({ claims: [ClaimRule.set(name, text, { tokens: [TokenType.ID, TokenType.ACCESS], ...more, ...options })] }),
  observe: claim(name),
});

const KINDS: Record<string, Kind> = {
  'set': set('nickname', {}),
  'set, KEEP_ORIGINAL': set('nickname', { ifAbsent: IfAbsent.KEEP_ORIGINAL }),
  'set, DENY': set('nickname', { ifAbsent: IfAbsent.DENY }),
  'set, authorization': set('role', { usedForAuthorization: true }),
  'suppress': {
    rules: options => ({ claims: [ClaimRule.suppress('nickname', options)] }),
    observe: claim('nickname'),
  },
  'suppress, authorization': {
    rules: options => ({
      claims: [
        ClaimRule.set('role', Value.literal('guest'), { usedForAuthorization: true, subjects: options.subjects }),
        ClaimRule.suppress('role', options),
      ],
    }),
    observe: ({ decision }) => decision.changes.tokens.ID.suppress.has('role') ? 'takes away' : 'nothing',
  },
  'keepOnly': {
    rules: options => ({ claims: [ClaimRule.keepOnly(['email'], options)] }),
    observe: claim('nickname'),
  },
  'add': {
    rules: options => ({ scopes: [ScopeRule.add('{{it.value}}', options)] }),
    observe: addedScopes,
  },
  'addAll': {
    rules: (options, { list }) => ({ scopes: [ScopeRule.addAll(list, options)] }),
    observe: addedScopes,
  },
  'suppress scope': {
    rules: options => ({ scopes: [ScopeRule.suppress('api/read', options)] }),
    observe: cutScopes,
  },
  'keepOnly scopes': {
    rules: (options, { list }) => ({ scopes: [ScopeRule.keepOnly(list, options)] }),
    observe: cutScopes,
  },
  'groups': {
    rules: (options, { list }) => ({ groups: [GroupRule.set({ groups: list, iamRoles: Value.iamRoles(), ...options })] }),
    observe: groups,
  },
  'deny': {
    rules: ({ when, ...options }) => ({ deny: [DenyRule.when(when ?? Condition.user(), 'Not today', options)] }),
    observe: () => 'nothing',
  },
};

const ITEM = { value: 'api/more', list: ['api/more'], flag: true };
const WRONG = { value: 5, list: 'api/more', flag: 'true' };

interface Situation {
  readonly onError?: OnError;
  readonly item?: Record<string, unknown>;
  readonly fails?: true;
  readonly options?: RuleOptions;
  readonly event?: TriggerVersionName;
  /** The value or the condition has a fallback. */
  readonly fallback?: OrElseOptions;
}

/** Runs one kind of rule. Its condition or its value comes from the table. */
function outcome(kind: Kind, on: 'value' | 'condition', { onError = OnError.OMIT, item, fails, options, event, fallback }: Situation): string {
  const app = new TestApp();
  // machines have this key too
  const it: TableSource = app.source('it', { onError, key: { id: Value.clientId() } });
  const or = (value: Value, other: unknown): Value => fallback ? value.orElse(Value.literal(other), fallback) : value;
  const when = on === 'condition' ? or(it.attribute('flag'), false).isTrue() : undefined;
  const values = on === 'value'
    ? { text: or(it.attribute('value').lower(), 'api/more'), list: or(it.attribute('list'), ['api/more']) }
    : { text: Value.literal('api/more'), list: Value.literal(['api/more']) };
  const rules = kind.rules({ ...(when && { when }), ...options }, values);
  const scopes = on === 'condition' && kind === KINDS.add ? [ScopeRule.add('api/more', { when, ...options })] : rules.scopes ?? [];
  const { document, problems } = compileAndCheck({
    deny: [], claims: [], groups: [], sources: [it], trustedAttributes: {}, ...rules, scopes,
  }, app.stack);
  expect(problems).toEqual([]);
  const parts = {
    triggerSource: 'TokenGeneration_HostedAuth',
    region: 'us-east-1',
    userPoolId: 'us-east-1_Test00000',
    userName: 'jane',
    clientId: 'client1',
    userAttributes: { sub: SUB, nickname: 'original', email: 'a@b.c' },
    groups: ['old'],
    iamRoles: [],
    scopes: ['openid', 'api/read', 'api/more'],
  };
  // adding an existing scope changes nothing, so the added scope is not requested
  const requested = kind.observe === addedScopes ? ['openid'] : parts.scopes;
  const result = run(document, {
    event: buildEvent(event ?? document.triggerVersion, { ...parts, scopes: requested }),
    items: { it: item },
    failingSources: fails ? ['it'] : [],
  });
  const { denial } = result.decision;
  return denial ? `denies: ${denial.reason}` : kind.observe(result);
}

const OF_VALUE: Record<string, Situation> = {
  'present': { item: ITEM },
  'absent': { item: {} },
  'no item': {},
  'failed, OMIT': { fails: true },
  'failed, DENY': { fails: true, onError: OnError.DENY },
  'wrong type': { item: WRONG },
};
const OF_CONDITION: Record<string, Situation> = {
  'true': { item: ITEM },
  'false': { item: { flag: false } },
  'absent': { item: {} },
  'failed, OMIT': { fails: true },
  'failed, DENY': { fails: true, onError: OnError.DENY },
  'wrong type': { item: WRONG },
};
const OF_RULE: Record<string, Situation> = {
  'other subject': { item: ITEM, options: { subjects: [Subject.MACHINE] } },
  'other subject, failed, DENY': { fails: true, onError: OnError.DENY, options: { subjects: [Subject.MACHINE] } },
  'SHADOW': { item: ITEM, options: { mode: RuleMode.SHADOW } },
  'SHADOW, failed, DENY': { fails: true, onError: OnError.DENY, options: { mode: RuleMode.SHADOW } },
  'DISABLED': { item: ITEM, options: { mode: RuleMode.DISABLED } },
  'V1 event': { item: ITEM, event: 'V1_0' },
  'V3 event': { item: ITEM, event: 'V3_0' },
};

const OF_FALLBACK: Record<string, Situation> = {
  'absent': { item: {}, fallback: {} },
  'wrong type': { item: WRONG, fallback: {} },
  'failed, OMIT': { fails: true, fallback: {} },
  'failed, OMIT, whenUnavailable': { fails: true, fallback: { whenUnavailable: true } },
  'failed, DENY, whenUnavailable': { fails: true, onError: OnError.DENY, fallback: { whenUnavailable: true } },
};

const READ = 'denies: READ';
const UNCERTAIN = 'denies: UNCERTAIN';
const VERSION = 'denies: VERSION';

describe('value', () => {
  const EXPECTED: Record<string, readonly string[]> = {
    //                     present                absent                          no item                         failed, OMIT                    failed, DENY  wrong type
    'set': ['sets', 'takes away', 'takes away', 'takes away', READ, 'takes away'],
    'set, KEEP_ORIGINAL': ['sets', 'nothing', 'nothing', 'nothing', READ, 'nothing'],
    'set, DENY': ['sets', 'denies: REQUIRED', 'denies: REQUIRED', UNCERTAIN, READ, UNCERTAIN],
    'set, authorization': ['sets', 'nothing', 'nothing', UNCERTAIN, READ, UNCERTAIN],
    'add': ['adds', 'nothing', 'nothing', 'nothing', READ, 'nothing'],
    'addAll': ['adds', 'nothing', 'nothing', 'nothing', READ, 'nothing'],
    'keepOnly scopes': ['takes away api/read', 'takes away api/read api/more', 'takes away api/read api/more', 'takes away api/read api/more', READ, 'takes away api/read api/more'],
    'groups': ['sets [api/more]', 'sets []', 'sets []', UNCERTAIN, READ, UNCERTAIN],
  };

  describe.each(Object.entries(EXPECTED))('of %s', (kind, row) => {
    test.each(Object.entries(OF_VALUE).map(([name, situation], index) => ({ name, situation, expected: row[index] })))(
      '$name: $expected', ({ situation, expected }) => {
        expect(outcome(KINDS[kind], 'value', situation)).toBe(expected);
      });
  });
});

describe('condition', () => {
  const EXPECTED: Record<string, readonly string[]> = {
    //                          true                   false         absent        failed, OMIT  failed, DENY  wrong type
    'set': ['sets', 'takes away', 'takes away', 'takes away', READ, 'takes away'],
    'set, KEEP_ORIGINAL': ['sets', 'nothing', 'nothing', 'nothing', READ, 'nothing'],
    'set, DENY': ['sets', 'takes away', 'takes away', UNCERTAIN, READ, UNCERTAIN],
    'set, authorization': ['sets', 'nothing', 'nothing', UNCERTAIN, READ, UNCERTAIN],
    'suppress': ['takes away', 'nothing', 'nothing', 'takes away', READ, 'takes away'],
    'suppress, authorization': ['takes away', 'nothing', 'nothing', UNCERTAIN, READ, UNCERTAIN],
    'keepOnly': ['takes away', 'nothing', 'nothing', 'takes away', READ, 'takes away'],
    'add': ['adds', 'nothing', 'nothing', 'nothing', READ, 'nothing'],
    'addAll': ['adds', 'nothing', 'nothing', 'nothing', READ, 'nothing'],
    'suppress scope': ['takes away api/read', 'nothing', 'nothing', 'takes away api/read', READ, 'takes away api/read'],
    'keepOnly scopes': ['takes away api/read', 'nothing', 'nothing', 'takes away api/read', READ, 'takes away api/read'],
    'groups': ['sets [api/more]', 'nothing', 'nothing', UNCERTAIN, READ, UNCERTAIN],
    'deny': ['denies: DENIED', 'nothing', 'nothing', 'denies: DENY_UNKNOWN', READ, 'denies: DENY_UNKNOWN'],
  };

  test('has every kind of rule', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(Object.keys(KINDS).sort());
  });

  describe.each(Object.entries(EXPECTED))('of %s', (kind, row) => {
    test.each(Object.entries(OF_CONDITION).map(([name, situation], index) => ({ name, situation, expected: row[index] })))(
      '$name: $expected', ({ situation, expected }) => {
        expect(outcome(KINDS[kind], 'condition', situation)).toBe(expected);
      });
  });
});

describe('fallback', () => {
  const EXPECTED: Record<string, Partial<Record<'value' | 'condition', readonly string[]>>> = {
    // absent, wrong type, failed, failed with whenUnavailable, failed with DENY
    'set': { value: ['sets', 'sets', 'sets', 'sets', READ], condition: ['takes away', 'takes away', 'takes away', 'takes away', READ] },
    'set, KEEP_ORIGINAL': { value: ['sets', 'sets', 'sets', 'sets', READ], condition: ['nothing', 'nothing', 'nothing', 'nothing', READ] },
    'set, DENY': { value: ['sets', 'sets', UNCERTAIN, 'sets', READ], condition: ['takes away', UNCERTAIN, UNCERTAIN, 'takes away', READ] },
    'set, authorization': { value: ['sets', 'sets', UNCERTAIN, 'sets', READ], condition: ['nothing', UNCERTAIN, UNCERTAIN, 'nothing', READ] },
    'suppress': { condition: ['nothing', 'takes away', 'takes away', 'nothing', READ] },
    'suppress, authorization': { condition: ['nothing', UNCERTAIN, UNCERTAIN, 'nothing', READ] },
    'keepOnly': { condition: ['nothing', 'takes away', 'takes away', 'nothing', READ] },
    'add': { condition: ['nothing', 'nothing', 'nothing', 'nothing', READ] },
    'addAll': { value: ['adds', 'nothing', 'adds', 'adds', READ], condition: ['nothing', 'nothing', 'nothing', 'nothing', READ] },
    'suppress scope': { condition: ['nothing', 'takes away api/read', 'takes away api/read', 'nothing', READ] },
    'keepOnly scopes': { value: ['takes away api/read', 'takes away api/read api/more', 'takes away api/read api/more', 'takes away api/read', READ], condition: ['nothing', 'takes away api/read', 'takes away api/read', 'nothing', READ] },
    'groups': { value: ['sets [api/more]', UNCERTAIN, UNCERTAIN, 'sets [api/more]', READ], condition: ['nothing', UNCERTAIN, UNCERTAIN, 'nothing', READ] },
    'deny': { condition: ['nothing', 'denies: DENY_UNKNOWN', 'denies: DENY_UNKNOWN', 'nothing', READ] },
  };
  const cases = Object.entries(EXPECTED).flatMap(([kind, rows]) => (['value', 'condition'] as const).flatMap(on =>
    Object.entries(OF_FALLBACK).flatMap(([name, situation], index) => rows[on] ? [{ kind, on, name, situation, expected: rows[on][index] }] : [])));

  test.each(cases)('of the $on of $kind, $name: $expected', ({ kind, on, situation, expected }) => {
    expect(outcome(KINDS[kind], on, situation)).toBe(expected);
  });

  test('of the key of a source that decides access is not used either', () => {
    const app = new TestApp();
    const tenant = app.source('tenant', { onError: OnError.OMIT });
    const account = app.source('account', { onError: OnError.OMIT, key: { id: tenant.attribute('id').orElse(Value.literal('none')) } });
    const { document } = compileAndCheck({ deny: [DenyRule.when(account.attribute('banned').isTrue(), 'No')], claims: [], scopes: [], groups: [], sources: [], trustedAttributes: {} }, app.stack);
    const event = buildEvent('V2_0', { triggerSource: 'TokenGeneration_HostedAuth', region: 'us-east-1', userPoolId: 'us-east-1_Test00000', userName: 'jane', clientId: 'c', userAttributes: { sub: SUB }, groups: [], iamRoles: [], scopes: [] });
    expect(run(document, { event, items: { account: { banned: false } }, failingSources: ['tenant'] }).decision.denial?.reason).toBe('DENY_UNKNOWN');
    expect(run(document, { event, items: { tenant: {}, account: { banned: false } } }).decision.denial).toBeUndefined();
  });
});

describe('rule', () => {
  const IDLE = ['nothing', 'nothing', 'nothing', 'nothing', 'nothing'];
  const EXPECTED: Record<string, readonly string[]> = {
    // other subject (true; failed), SHADOW (true; failed), DISABLED; then an event of V1 and one of V3 for rules of V2
    'set': [...IDLE, 'sets', 'sets'],
    'set, KEEP_ORIGINAL': [...IDLE, 'sets', 'sets'],
    'set, DENY': [...IDLE, VERSION, 'sets'],
    'set, authorization': [...IDLE, VERSION, 'sets'],
    'suppress': [...IDLE, 'takes away', 'takes away'],
    'suppress, authorization': [...IDLE, VERSION, 'takes away'],
    'keepOnly': [...IDLE, 'takes away', 'takes away'],
    'add': [...IDLE, 'nothing', 'adds'],
    'addAll': [...IDLE, 'nothing', 'adds'],
    'suppress scope': [...IDLE, VERSION, 'takes away api/read'],
    'keepOnly scopes': [...IDLE, VERSION, 'takes away api/read'],
    'groups': [...IDLE, 'sets [api/more]', 'sets [api/more]'],
    'deny': [...IDLE, 'denies: DENIED', 'denies: DENIED'],
  };

  describe.each(Object.entries(EXPECTED))('%s', (kind, row) => {
    const situations = Object.entries(OF_RULE).map(([name, situation], index) => ({ name, situation, expected: row[index] }))
      // a rule only for machines that uses user data cannot be written
      .filter(({ name }) => !(name.startsWith('other subject') && (kind === 'keepOnly' || kind === 'groups' || kind === 'suppress')));
    test.each(situations)('$name: $expected', ({ situation, expected }) => {
      expect(outcome(KINDS[kind], 'condition', situation)).toBe(expected);
    });
  });
});
