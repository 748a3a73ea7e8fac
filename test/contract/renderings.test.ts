import * as ts from 'typescript';
import { ClaimRule, Condition, ScopeRule, Subject, TokenType, Value, type TokenContract } from '../../src';
import { TestApp } from '../support/app';

const STAFF = Condition.inGroup('staff');
const X = Value.literal('x');

function contract(claims: ClaimRule[], scopes: ScopeRule[] = []): TokenContract {
  return new TestApp().enricher({ claims, scopes }).contract;
}

/** The errors of the compiler for a program of an author. */
function errorsOf(source: string): readonly string[] {
  const options: ts.CompilerOptions = { strict: true, noEmit: true, types: [], lib: ['lib.es2022.d.ts'] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, target) => name === 'app.ts' ? ts.createSourceFile(name, source, target) : getSourceFile(name, target);
  return ts.getPreEmitDiagnostics(ts.createProgram(['app.ts'], options, host)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('TypeScript', () => {
  const app = 'export const planOf = (claims: AccessTokenClaims): string => claims.plan.toUpperCase();\n';

  test('code that reads a claim compiles', () => {
    expect(errorsOf(contract([ClaimRule.set('plan', Value.literal('gold'))]).typeScript() + app)).toEqual([]);
  });

  test.each<[string, ClaimRule]>([
    ['goes', ClaimRule.set('level', X)],
    ['becomes optional', ClaimRule.set('plan', X, { when: STAFF })],
    ['becomes a number', ClaimRule.set('plan', Value.literal(1))],
  ])('the code does not compile if the claim %s', (_, rule) => {
    expect(errorsOf(contract([rule]).typeScript() + app)).not.toEqual([]);
  });

  test('a list whose elements a machine never has', () => {
    const rule = ClaimRule.set('a', Value.listOf(Value.email()), { tokens: [TokenType.ACCESS], subjects: [Subject.USER, Subject.MACHINE] });
    const declarations = contract([rule]).typeScript();
    expect(declarations).toContain('readonly a: ReadonlyArray<unknown>;');
    expect(errorsOf(declarations)).toEqual([]);
  });

  test('names, values and descriptions cannot break the declarations', () => {
    const rules = [
      ClaimRule.set('https://example.com/a"b', Value.literal('it\'s "x" \\ `${y}`'), { description: 'ends */ here\nand goes on' }),
      ClaimRule.set('__proto__x', Value.objectOf({ 'not-a-name': X, 'constructor': X })),
    ];
    const declarations = contract(rules, [ScopeRule.addValue(Value.literal('a/b')), ScopeRule.add('p`${x}/{{user.sub}}')]).typeScript();
    expect(errorsOf(declarations)).toEqual([]);
    expect(declarations).toContain('| `p\\`\\${x}/${string}`');
  });
});

test('Markdown has one row for each claim, in which a bar does not end a cell', () => {
  const markdown = contract([ClaimRule.set('a|b', Value.literal('c|d'), { description: 'One | two\nthree', when: STAFF })]).markdown();
  const row = markdown.split('\n').find(line => line.startsWith('| `a'));
  expect(row).toBe('| `a\\|b` | optional | string: `"c\\|d"` | `inGroup("staff")` | operators | claims[0] | One \\| two three |');
});

test('Markdown names computed scopes, and has conditions and exceptions', () => {
  const scopes = [ScopeRule.add('a/b'), ScopeRule.addAll(Value.groups()), ScopeRule.add('p/{{user.sub}}'), ScopeRule.keepOnly(Value.listOf())];
  const markdown = contract([
    ClaimRule.set('a', X, { when: STAFF }), ClaimRule.set('a', X, { when: Condition.inGroup('admins') }),
    ClaimRule.suppress('a', { when: Condition.inGroup('guests'), tokens: [TokenType.ACCESS] }), ClaimRule.keepOnly(['name'], { when: STAFF }),
  ], scopes).markdown();
  expect([...markdown.matchAll(/^\| `([^`]*)` \| users/gm)].map(([, scope]) => scope)).toEqual(['any scope', 'a/b', 'p/...', 'no scope']);
  expect(markdown).toContain('| `inGroup("staff")` or `inGroup("admins")`, unless `inGroup("guests")` |');
  expect(markdown).toContain('Of the attributes of the user, under `inGroup("staff")`: keep only name.');
});

test('the JSON Schema of a token that no rule changes allows any token', () => {
  expect(contract([ClaimRule.set('a', X, { tokens: [TokenType.ACCESS] })]).jsonSchema(TokenType.ID)).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'Claims that Stack/TokenEnricher puts into ID tokens', type: 'object',
  });
});

test('Cedar has groups as parents, and no claims that it cannot type', () => {
  const rules = [ClaimRule.set('plan', X), ClaimRule.set('mixed', Value.choose(STAFF, X, Value.literal(1))), ClaimRule.set('tags', Value.listOf(X), { when: STAFF })];
  expect(contract(rules).cedarSchema('Shop')).toEqual({
    Shop: expect.objectContaining({
      entityTypes: {
        User: {
          memberOfTypes: ['UserGroup'],
          shape: { type: 'Record', attributes: { plan: { type: 'String', required: true }, tags: { type: 'Set', element: { type: 'String' }, required: false } } },
        },
        UserGroup: {},
      },
    }),
  });
});

test.each(['', 'My App', 'my-app', '1x', 'if', 'Shop::in', 'Shop::', 'Shop::Orders::__cedar'])('%s is no namespace of Cedar', namespace => {
  expect(() => contract([]).cedarSchema(namespace)).toThrow('is no namespace of Cedar: use identifiers that are no reserved words');
});

test.each(['App', 'Shop::Orders', '_x', 'inside', 'Shop::iffy'])('%s is a namespace of Cedar', namespace => {
  expect(Object.keys(contract([]).cedarSchema(namespace))).toEqual([namespace]);
});
