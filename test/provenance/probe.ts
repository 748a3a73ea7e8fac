import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Design, KeyShape, Probe, SimpleProbe } from './design';
import { ClaimRule, Condition, DenyRule, FunctionSource, GroupRule, RuleMode, ScopeRule, TableSource, Value, type TokenEnricherProps } from '../../src';

/** The rules that add scopes by the value of a design. */
export function rulesOf({ probe, use }: Design, table: ITable, sorted: ITable): Partial<TokenEnricherProps> {
  const value = valueOf(probe, table, sorted);
  const list = (each: Value): Value => Value.listOf(each);
  const [some, other] = [Value.literal('api/some'), Value.literal('api/other')];
  const scope = (rule: ScopeRule): Partial<TokenEnricherProps> => ({ scopes: [rule] });
  switch (use) {
    case 'scope': return scope(ScopeRule.addAll(list(value)));
    case 'when': return scope(ScopeRule.add('api/some', { when: value.isEqualTo('a') }));
    case 'lookup': return scope(ScopeRule.addAll(list(value.lookup({ a: 'api/a', b: 'api/b' }))));
    case 'choose': return scope(ScopeRule.addAll(list(Value.choose(value.isEqualTo('a'), some, other))));
    case 'firstOf': return scope(ScopeRule.addAll(list(Value.firstOf(value, some))));
    case 'template': return scope(ScopeRule.addAll(list(value.withPrefix('api/'))));
    case 'trusted': return scope(ScopeRule.addAll(list(value.assumeTrusted('checked by hand'))));
    case 'shadow': return scope(ScopeRule.addAll(list(value), { mode: RuleMode.SHADOW }));
    case 'suppress': return scope(ScopeRule.suppress('api/write', { when: value.isEqualTo('a') }));
    case 'claim': return { claims: [ClaimRule.set('level', value, { usedForAuthorization: true })] };
    case 'display': return { claims: [ClaimRule.set('level', value, { usedForAuthorization: false })] };
    case 'deny': return { deny: [DenyRule.when(value.isEqualTo('a'), 'No')] };
    case 'group': return { groups: [GroupRule.set({ groups: list(value), iamRoles: Value.listOf() })] };
  }
}

function valueOf(probe: Probe, table: ITable, sorted: ITable): Value {
  if (probe.kind !== 'item') {
    return simpleValueOf(probe);
  }
  const key: { [name: string]: Value } = probe.shape === 'two'
    ? { id: Value.sub(), sort: simpleValueOf(probe.part) }
    : { id: keyOf(probe.shape, probe.part) };
  const common = { table: probe.shape === 'two' ? sorted : table, ...probe.userWritable && { userWritable: ['scope'] } };
  switch (probe.by) {
    case 'item': return TableSource.item('rights', { ...common, key }).attribute('scope');
    case 'function': {
      const { table: _, ...policies } = common;
      return FunctionSource.of('rights', { ...policies, handler: lambda.Function.fromFunctionName(table.stack, 'Rights', 'rights'), input: key }).attribute('scope');
    }
    case 'itemForEach': {
      const list = probe.shape === 'two' ? 'sort' : 'id';
      return TableSource.itemForEach('rights', { ...common, keys: { ...key, [list]: Value.listOf(key[list]) } }).items().mapEach(Value.element('scope')).first();
    }
  }
}

function keyOf(shape: KeyShape, probe: SimpleProbe): Value {
  const part = simpleValueOf(probe);
  const path = pathOf(probe);
  const template = (separator: string, transforms: string): Value | undefined =>
    path === undefined ? undefined : Value.template(`{{user.sub}}${separator}{{${path}${transforms}}}`);
  const join = (separator: string, other: Value): Value => Value.listOf(Value.sub(), other).join(separator);
  switch (shape) {
    case 'plain': return part;
    case 'lower': return Value.sub().lower();
    case 'prefix': return Value.sub().withPrefix('USER#');
    case 'template': return template('#', '') ?? join('#', part);
    case 'templateEncoded': return template('#', ' | urlEncode') ?? join('#', part.urlEncode());
    case 'templateUnseparated': return template('', ' | urlEncode') ?? join('', part.urlEncode());
    case 'templateWeak': return template('-', ' | urlEncode') ?? join('-', part.urlEncode());
    case 'join': return join('#', part);
    case 'joinEncoded': return join('#', part.urlEncode());
    case 'two': return part;
  }
}

/** The path of a value in a template, if it has one. */
function pathOf(probe: SimpleProbe): string | undefined {
  switch (probe.kind) {
    case 'attribute': return probe.name.endsWith('_verified') ? undefined : `user.${probe.name}`;
    case 'email': return 'user.email';
    case 'metadata': return 'metadata.role';
    default: return undefined;
  }
}

function simpleValueOf(probe: SimpleProbe): Value {
  switch (probe.kind) {
    case 'attribute': {
      const value = Value.userAttribute(probe.name);
      return probe.name.endsWith('_verified') ? Value.choose(value.isTrue(), Value.literal('a')) : value;
    }
    case 'federated': return Value.federatedAttribute(probe.name, [probe.provider]);
    case 'email': return Value.email();
    case 'verifiedEmail': return Value.verifiedEmail();
    case 'verifiedPhone': return Value.verifiedPhoneNumber();
    case 'username': return Value.username();
    case 'sub': return Value.sub();
    case 'groups': return Value.groups().first();
    case 'scopes': return Value.scopes().first();
    case 'clientId': return Value.clientId();
    case 'identityProvider': return Value.identityProvider();
    case 'metadata': return Value.untrustedClientMetadata('role');
    case 'triggerSource': return Value.triggerSource();
    case 'userPoolId': return Value.userPoolId();
    case 'role': return Value.preferredRole();
    case 'literal': return Value.choose(Condition.inGroup('staff'), Value.literal('a'), Value.literal('b'));
  }
}
