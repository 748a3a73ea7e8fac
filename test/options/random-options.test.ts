import { Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as fc from 'fast-check';
import { membersOf, methodsOf, TAKEN } from './api';
import { OPTIONS_PLACES } from './places';
import { ClaimRule, Condition, DenyRule, FunctionSource, GroupRule, Preset, ScopeRule, SortKeyCondition, Source, TableSource, TokenBudget, Value } from '../../src';
import { TestApp } from '../support/app';

/** Any JSON value, in any place. The library must report it in a message, and never fail with an internal error. */
const text = fc.constantFrom('', 'x', 'a b', '{{user.sub}}', '{{', 'USER', 'ID', 'constructor', '__proto__', Token.asString({ Ref: 'X' }));
const scalar = fc.oneof(text, fc.boolean(), fc.constant(null), fc.constantFrom(0, -1, 1.5, 1e300, Token.asNumber({ Ref: 'X' })));
const { json } = fc.letrec<{ json: unknown }>(tie => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('when', 'key', 'name', 'value', 'length')), tie('json'), { maxKeys: 3 }),
  ),
}));
const RUNS = { numRuns: 40, seed: 7 };

/** Fails for an error that is not a list of problems. */
function answers(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!/has \d+ problems?:\n/.test((error as Error).message)) {
      throw error;
    }
  }
}

test.each(Object.entries(OPTIONS_PLACES))('%s', (name, { give, base }) => {
  const members = membersOf(TAKEN.find(each => each.name === name)!.type).map(([member]) => member);
  const some = fc.record(Object.fromEntries(members.map(member => [member, json])), { requiredKeys: [] });
  fc.assert(fc.property(some, options => {
    const app = new TestApp();
    answers(() => give(app, { ...base?.(app), ...options }));
  }), RUNS);
  fc.assert(fc.property(json, options => answers(() => give(new TestApp(), options))), RUNS);
});

type Callable = Record<string, (...args: unknown[]) => unknown>;
const CLASSES = {
  ClaimRule, Condition, DenyRule, FunctionSource, GroupRule, Preset, ScopeRule, SortKeyCondition, TableSource, TokenBudget, Value,
} as unknown as Readonly<Record<string, Callable>>;
const rbac = FunctionSource.of('rbac', { handler: lambda.Function.fromFunctionName(new TestApp().stack, 'Rbac', 'rbac'), input: { sub: Value.sub() } });
const INSTANCES = [Value.groups(), Condition.user(), new TestApp().source(), rbac] as unknown as readonly Callable[];

const CALLS = Object.entries(CLASSES).flatMap(([type, factory]) => methodsOf(type).map(method => {
  const target = method in factory ? factory : INSTANCES.find(instance => instance.constructor.name === type)!;
  return [`${type}.${method}`, (...args: unknown[]) => target[method](...args)] as const;
}));

/** Passes the result of a call to an enricher. */
function use(app: TestApp, made: any): void {
  const [first] = [made].flat();
  app.enricher({
    ...first instanceof ClaimRule && { claims: [made].flat() },
    ...first instanceof ScopeRule && { scopes: [made] },
    ...first instanceof GroupRule && { groups: [made].flat() },
    ...first instanceof DenyRule && { deny: [made] },
    ...made instanceof Source && { sources: [made] },
    ...made instanceof SortKeyCondition && { sources: [TableSource.query('s', { table: app.table, key: { id: Value.sub() }, sort: made })] },
    ...made instanceof TokenBudget && { tokenBudget: made },
    ...made instanceof Value && { claims: [ClaimRule.set('a', made)] },
    ...made instanceof Condition && { claims: [ClaimRule.set('a', Value.sub(), { when: made })] },
  });
}

test.each(CALLS)('%s(...)', (_, call) => {
  fc.assert(fc.property(fc.array(json, { maxLength: 3 }), args => answers(() => use(new TestApp(), call(...args)))), RUNS);
});
