import type { Expression, Rule } from '../../../src/core/document/document';
import { documentOf, run } from '../../support/evaluate';

const literal = (value: string | string[]): Expression => ({ op: 'literal', args: [value] });
const source: Expression = { op: 'triggerSource' };
const adding = (scope: string, when?: Expression): Partial<Rule> & Pick<Rule, 'kind'> => ({ kind: 'addScope', value: literal(scope), ...when && { when } });
const EXCHANGE = 'TokenGeneration_TokenExchange';
const added = (when: Expression | undefined, triggerSource: string): readonly string[] =>
  run(documentOf([adding('api/write', when)]), { triggerSource, scopes: ['api/read'] }).decision.changes.scopesToAdd;
const KNOWN = ['HostedAuth', 'Authentication', 'NewPasswordChallenge', 'AuthenticateDevice', 'RefreshTokens'].map(name => `TokenGeneration_${name}`);

test.each(KNOWN)('a rule adds its scope for %s', triggerSource => {
  expect(added(undefined, triggerSource)).toEqual(['api/write']);
});

test.each([EXCHANGE, '', 'tokengeneration_hostedauth'])('a rule that does not name the trigger source %j adds nothing', triggerSource => {
  expect(added(undefined, triggerSource)).toEqual([]);
  expect(added({ op: 'none', of: [{ op: 'isOneOf', of: [source, literal('TokenGeneration_RefreshTokens')] }] }, triggerSource)).toEqual([]);
  expect(added({ op: 'user' }, triggerSource)).toEqual([]);
});

test.each<[string, Expression]>([
  ['alone', { op: 'isOneOf', of: [source, literal(EXCHANGE)] }],
  ['as one of several', { op: 'isOneOf', of: [source, literal('TokenGeneration_HostedAuth'), literal(EXCHANGE)] }],
  ['by comparison', { op: 'isEqualTo', of: [source, literal(EXCHANGE)] }],
  ['as a trusted value', { op: 'isEqualTo', of: [{ op: 'assumeTrusted', args: ['reason'], of: [source] }, literal(EXCHANGE)] }],
  ['inside a condition', { op: 'all', of: [{ op: 'user' }, { op: 'any', of: [{ op: 'isEqualTo', of: [source, literal(EXCHANGE)] }, { op: 'machine' }] }] }],
])('a rule that names it %s adds its scope', (_, when) => {
  expect(added(when, EXCHANGE)).toEqual(['api/write']);
});

test('rules that restrict, claims and groups are not affected', () => {
  const { decision: { changes, trace } } = run(documentOf([
    { kind: 'setClaim', claim: 'a', value: literal('x'), tokens: ['ACCESS'], ifAbsent: 'OMIT' },
    { kind: 'suppressScope', scope: 'api/read' },
    { kind: 'keepScopes', value: literal(['api/more']), standardScopes: false },
    { kind: 'setGroups', groups: literal(['g']) },
    { kind: 'addScope', value: literal(['api/write']), list: true },
  ]), { triggerSource: EXCHANGE, scopes: ['api/read'] });
  expect(changes.tokens.ACCESS.set).toEqual({ a: 'x' });
  expect(changes.scopesToSuppress).toEqual(['api/read']);
  expect(changes.groups!.groups).toEqual(['g']);
  expect(trace.at(-1)).toMatchObject({ outcome: 'CONDITION_FALSE', reason: 'UNKNOWN_TRIGGER_SOURCE' });
});

test('scopes of Cognito out of a value are dropped, whatever their form, and filtered like others', () => {
  const values = ['aws.cognito', 'aws.cognito.signin.user.admin', 'aws.cognito/dcr/register', 'aws.cognito/anything', 'aws.cognitoo/read'];
  const { decision } = run(documentOf([{ kind: 'addScope', value: literal(values), list: true }, { kind: 'keepScopes', value: literal([]), standardScopes: false }]), { scopes: ['openid', 'aws.cognito/dcr/register'] });
  expect(decision.changes.scopesToAdd).toEqual(['aws.cognitoo/read']);
  expect(decision.trace[0].outcome).toBe('DROPPED');
  expect(decision.changes.scopesToSuppress).toEqual(['aws.cognito/dcr/register']);
});

test('groups and roles are sent once each', () => {
  const role = 'arn:aws:iam::123456789012:role/a';
  const { decision } = run(documentOf([{ kind: 'setGroups', groups: literal(['a', 'b', 'a']), iamRoles: literal([role, role]) }]));
  expect(decision.changes.groups).toMatchObject({ groups: ['a', 'b'], iamRoles: [role] });
  expect(decision.trace[0].outcome).toBe('APPLIED');
});
