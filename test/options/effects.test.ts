import { OPTIONS_PLACES } from './places';
import { IfAbsent, Subject, TokenType } from '../../src';
import { DIGEST_VARIABLE } from '../../src/core/document/document';
import { TestApp } from '../support/app';

/** Rules with options: each option reaches the document, or the function could not act on it. */
const RULES = Object.entries(OPTIONS_PLACES).filter(([name]) => /^(ClaimRule|ScopeRule|GroupRule|DenyRule)\./.test(name));
/** Values for options whose valid value in the table is the default. */
const OTHER_THAN_DEFAULT: Readonly<Record<string, unknown>> = {
  subjects: [Subject.USER, Subject.MACHINE], ifAbsent: IfAbsent.DENY, tokens: [TokenType.ACCESS],
};

test.each(RULES)('%s', (_, { give, base, valid }) => {
  const digestOf = (options: object): string => {
    const app = new TestApp();
    give(app, { ...base?.(app), ...options });
    const functions = Object.values(app.template().Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    return functions[0].Properties.Environment.Variables[DIGEST_VARIABLE];
  };
  const [options] = valid(new TestApp());
  const without = digestOf({});
  const withoutEffect = Object.keys(options).filter(name => digestOf({ [name]: OTHER_THAN_DEFAULT[name] ?? options[name] }) === without
    // required options are in both
    && !(name in (base?.(new TestApp()) ?? {})));
  expect(withoutEffect).toEqual([]);
});
