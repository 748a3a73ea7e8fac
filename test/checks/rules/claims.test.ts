import { ClaimRule, Condition, RuleMode, TokenBudget, TokenType, Value } from '../../../src';
import { describeCheck, describeWarning } from '../../support/checks';

const X = Value.literal('x');
const RESERVED = [
  'acr', 'act', 'amr', 'at_hash', 'auth_time', 'azp', 'client_id', 'cognito:username', 'cognito:anything', 'device_key', 'event_id', 'exp', 'iat',
  'identities', 'iss', 'jti', 'nbf', 'nonce', 'origin_jti', 'sub', 'token_use', 'username', 'version', 'aud', 'scope',
];

describeCheck('ReservedClaim', {
  invalid: [
    ...RESERVED.map(name => ({
      name: `setting ${name}`,
      props: () => ({ claims: [ClaimRule.set('fine', X), ClaimRule.set(name, X)] }),
      says: ['claims[1].name', `'${name}'`, 'choose another name'],
    })),
    ...RESERVED.map(name => ({
      name: `suppressing ${name}`,
      props: () => ({ claims: [ClaimRule.suppress(name, { tokens: [TokenType.ID] })] }),
      says: ['claims[0].name', `'${name}'`, 'remove the rule'],
    })),
    { name: 'setting the audience by hand', props: () => ({ claims: [ClaimRule.set('aud', Value.clientId(), { tokens: [TokenType.ACCESS] })] }), says: ['claims[0].name', 'ClaimRule.addAudience()'] },
    { name: 'setting groups', props: () => ({ claims: [ClaimRule.set('cognito:groups', X)] }), says: ['claims[0].name', 'GroupRule.set'] },
    { name: 'setting roles', props: () => ({ claims: [ClaimRule.set('cognito:roles', X)] }), says: ['GroupRule.set'] },
    { name: 'setting a developer attribute', props: () => ({ claims: [ClaimRule.set('dev:x', X)] }), says: ['can only be suppressed'] },
    { name: 'suppressing roles', props: () => ({ claims: [ClaimRule.suppress('cognito:roles')] }), says: ['suppress cognito:groups'] },
    { name: 'copying sub', props: () => ({ claims: [ClaimRule.copyAttributes(['email', 'sub'])] }), says: ['claims[0].names[1]', "'sub'"] },
    { name: 'a line break in a name', props: () => ({ claims: [ClaimRule.set('a\nb', X)] }), says: ['claims[0].name', '"a\\nb"', 'remove the control characters'] },
    { name: 'a disabled rule', props: () => ({ claims: [ClaimRule.set('sub', X, { mode: RuleMode.DISABLED })] }), says: ['claims[0].name'] },
    { name: 'a character of zero width', props: () => ({ claims: [ClaimRule.set('ro\u200Ble', X)] }), says: ['claims[0].name', 'ro\\u{200b}le', 'remove the invisible characters'] },
    { name: 'a byte order mark', props: () => ({ claims: [ClaimRule.set('\uFEFFrole', X)] }), says: ['\\u{feff}role'] },
    { name: 'a change of direction', props: () => ({ claims: [ClaimRule.set('a\u202Eelor', X)] }), says: ['a\\u{202e}elor'] },
    { name: 'a soft hyphen', props: () => ({ claims: [ClaimRule.suppress('ro\u00ADle', { tokens: [TokenType.ID] })] }), says: ['ro\\u{ad}le'] },
    ...['\uFE0F', '\u034F', '\u3164', '\u115F', '\u2060', '\u180E'].map(character => ({
      name: `the character ${JSON.stringify(character)} of no width`, props: () => ({ claims: [ClaimRule.set(`role${character}`, X)] }), says: ['claims[0].name', 'remove the invisible characters'],
    })),
    { name: 'a marker of a token that is too long', props: () => ({ claims: [ClaimRule.set('a', X)], tokenBudget: TokenBudget.httpApi({ markerClaim: 'dro\u200Bpped' }) }), says: ['tokenBudget.markerClaim', 'remove the invisible characters'] },
    { name: 'a marker with the letters of a reserved name', props: () => ({ claims: [ClaimRule.set('a', X)], tokenBudget: TokenBudget.httpApi({ markerClaim: 'Sub' }) }), says: ['tokenBudget.markerClaim', "differs from 'sub'"] },
    { name: 'a space at the start', props: () => ({ claims: [ClaimRule.set(' role', X)] }), says: ['" role"', 'remove the spaces at its ends'] },
    { name: 'a no-break space at the end', props: () => ({ claims: [ClaimRule.set('role\u00A0', X)] }), says: ['remove the spaces at its ends'] },
    { name: 'a reserved name in other letters', props: () => ({ claims: [ClaimRule.set('Sub', X), ClaimRule.set('ISS', X), ClaimRule.set('Cognito:groups', X)] }), says: ['claims[0].name', "differs from 'sub'", "differs from 'iss'", "differs from 'cognito:groups'", 'not only by case'] },
  ],
  valid: [
    { name: 'names that only look reserved', props: () => ({ claims: [ClaimRule.set('subject', X), ClaimRule.set('my:cognito:x', X), ClaimRule.set('scopes', X)] }) },
    { name: 'standard and custom attributes', props: () => ({ claims: [ClaimRule.set('email', X), ClaimRule.set('custom:plan', X)] }) },
    { name: 'suppressing groups and developer attributes', props: () => ({ claims: [ClaimRule.suppress('cognito:groups'), ClaimRule.suppress('dev:x')] }) },
    { name: 'the audience', props: () => ({ claims: [ClaimRule.addAudience()] }) },
    { name: 'URLs and dots', props: () => ({ claims: [ClaimRule.set('https://example.com/claims', X), ClaimRule.set('a.b', X)] }) },
    { name: 'letters of other scripts and spaces inside', props: () => ({ claims: [ClaimRule.set('größe', X), ClaimRule.set('役割', X), ClaimRule.set('My claim', X), ClaimRule.set('Email', X), ClaimRule.set('userName', X)] }) },
    { name: 'a name of the prototype', props: () => ({ claims: [ClaimRule.set('__proto__', X), ClaimRule.set('constructor', X)] }) },
  ],
});

describeWarning('StandardClaim', {
  invalid: ['may_act', 'cnf', 'sid', 'authorization_details'].map(name => ({
    name, props: () => ({ claims: [ClaimRule.set(name, X)] }), says: ['claims[0].name', name === 'may_act' ? 'RFC 8693' : name === 'cnf' ? 'RFC 7800' : name === 'sid' ? 'OpenID Connect' : 'RFC 9396'],
  })),
  valid: [
    { name: 'other names', props: () => ({ claims: [ClaimRule.set('actor', X), ClaimRule.set('session', X)] }) },
    { name: 'a disabled rule', props: () => ({ claims: [ClaimRule.set('cnf', X, { mode: RuleMode.DISABLED })] }) },
    { name: 'a claim that is suppressed', props: () => ({ claims: [ClaimRule.suppress('sid', { tokens: [TokenType.ID] })] }) },
  ],
});

describeCheck('ScalarClaim', {
  invalid: [
    { name: 'a map as address', props: () => ({ claims: [ClaimRule.set('address', Value.objectOf({ city: X }))] }), says: ['claims[0].value', 'a map', "'address'"] },
    { name: 'a list or a map as address', props: () => ({ claims: [ClaimRule.set('address', Value.choose(Condition.inGroup('x'), Value.groups(), Value.objectOf({ city: X })))] }), says: ["a list or map for 'address'"] },
    { name: 'a list as updated_at', props: () => ({ claims: [ClaimRule.set('updated_at', Value.groups(), { tokens: [TokenType.ID] })] }), says: ['a list'] },
  ],
  valid: [
    { name: 'a map as address in the access token', props: () => ({ claims: [ClaimRule.set('address', Value.objectOf({ city: X }), { tokens: [TokenType.ACCESS] })] }) },
    { name: 'a string as address', props: () => ({ claims: [ClaimRule.set('address', X)] }) },
    { name: 'a value of any type, and one that can be a string', props: app => ({ claims: [ClaimRule.set('address', app.source().attribute('a')), ClaimRule.set('updated_at', Value.choose(Condition.inGroup('x'), X, Value.objectOf({ city: X })))] }) },
    { name: 'a map as another claim', props: () => ({ claims: [ClaimRule.set('home', Value.objectOf({ city: X }))] }) },
  ],
});

describeWarning('InactiveMask', {
  invalid: [
    { name: 'a mask in shadow', props: () => ({ claims: [ClaimRule.set('email', X, { mode: RuleMode.SHADOW })] }), says: ['claims[0]', 'SHADOW', "'email'"] },
    { name: 'a mask beside others that are enforced for other tokens and claims', props: () => ({ claims: [ClaimRule.set('email', X, { mode: RuleMode.SHADOW }), ClaimRule.set('email', X, { tokens: [TokenType.ACCESS] }), ClaimRule.set('nickname', X)] }), says: ['claims[0]'] },
    { name: 'a disabled suppression', props: () => ({ claims: [ClaimRule.suppress('custom:plan', { mode: RuleMode.DISABLED })] }), says: ['DISABLED', "'custom:plan'"] },
  ],
  valid: [
    { name: 'a claim that Cognito does not set', props: () => ({ claims: [ClaimRule.set('role', X, { mode: RuleMode.SHADOW })] }) },
    { name: 'a mask that is enforced', props: () => ({ claims: [ClaimRule.set('email', X)] }) },
    { name: 'a mask beside another that is enforced', props: () => ({ claims: [ClaimRule.set('email', X), ClaimRule.set('email', Value.groups().join(','), { mode: RuleMode.SHADOW })] }) },
    { name: 'a mask beside a suppression that is enforced', props: () => ({ claims: [ClaimRule.suppress('email'), ClaimRule.set('email', X, { mode: RuleMode.SHADOW })] }) },
    { name: 'the access token', props: () => ({ claims: [ClaimRule.set('email', X, { mode: RuleMode.SHADOW, tokens: [TokenType.ACCESS] })] }) },
  ],
});

describeWarning('NothingToSuppress', {
  invalid: [
    { name: 'a claim that no token holds', props: () => ({ claims: [ClaimRule.suppress('nicename')] }), says: ['claims[0].name', "'nicename'"] },
  ],
  valid: [
    { name: 'an attribute', props: () => ({ claims: [ClaimRule.suppress('nickname')] }) },
    { name: 'a claim of a rule', props: () => ({ claims: [ClaimRule.set('mail', Value.email()), ClaimRule.suppress('mail', { when: Value.email().endsWith('x') })] }) },
    { name: 'tokens that are named', props: () => ({ claims: [ClaimRule.suppress('nicename', { tokens: [TokenType.ID] })] }) },
  ],
});
