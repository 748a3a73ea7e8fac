import type { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import {
  ClaimRule, Condition, DenyRule, GroupRule, IfAbsent, RuleMode, ScopeRule, Subject, TokenType, Value, type TableSource, type TokenEnricherProps,
} from 'cdk-cognito-token-enricher';
import * as fc from 'fast-check';

/** Constructs and sources that rules refer to. */
export interface Named {
  readonly client: UserPoolClient;
  readonly account: TableSource;
  readonly teams: TableSource;
}

type Rules = Pick<TokenEnricherProps, 'claims' | 'scopes' | 'groups' | 'deny'>;
/** Builds a part of the rules from the objects that it refers to. */
type Build<T> = (named: Named) => T;

const CLAIMS = ['tenant', 'email', 'name', 'custom:tenant', 'roles', 'plan', 'https://example.com/claims', 'locale', 'phone_number', 'n'];
const SCOPES = ['api/read', 'api/write', 'shop/admin', 'openid', 'email'];
const GROUPS = ['admins', 'staff', 'app-a', 'nobody'];

const constant = <T>(value: T): Build<T> => () => value;

const text: fc.Arbitrary<Build<Value>> = fc.letrec<{ text: Build<Value> }>(tie => ({
  text: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Build<Value>>(
      constant(Value.email()), constant(Value.username()), constant(Value.userAttribute('custom:tenant')), constant(Value.userAttribute('name')),
      constant(Value.region()), constant(Value.untrustedClientMetadata('campaign')), constant(Value.literal('constant')),
      constant(Value.template('{{user.name || user.email | upper}}-{{trigger}}')), constant(Value.verifiedEmail()), constant(Value.identityProvider()),
      ({ account }) => account.attribute('plan'), ({ account }) => account.attribute('nested.level'), ({ teams }) => teams.items().at(0).property('name'),
    ),
    fc.tuple(tie('text'), fc.constantFrom<(value: Value) => Value>(
      value => value.upper(), value => value.trim(), value => value.before('@'), value => value.after('-'), value => value.substring(1, 3),
    value => value.replace('a', 'o'), value => value.urlEncode(), value => value.sha256(), value => value.orElse(Value.literal('else')),
    value => value.extract('([a-z]+)'), value => value.lookup({ gold: 'Gold', acme: 'ACME' }),
    )).map(([build, change]): Build<Value> => named => change(build(named))),
    fc.tuple(tie('text'), tie('text')).map(([first, second]): Build<Value> => named => Value.firstOf(first(named), second(named))),
  ),
})).text;

const list: fc.Arbitrary<Build<Value>> = fc.constantFrom<Build<Value>>(
  constant(Value.groups()), constant(Value.groups().withPrefix('g:')), constant(Value.groups().filter(Value.element().startsWith('app-'))),
  ({ account }) => account.attribute('roles'), ({ teams }) => teams.items().mapEach(Value.element('name')),
  ({ account }) => account.attribute('roles').unique().sort(), constant(Value.scopes()),
);

const other: fc.Arbitrary<Build<Value>> = fc.constantFrom<Build<Value>>(
  ({ account }) => account.attribute('level'), ({ teams }) => teams.count(), ({ account }) => account.attribute('nested'),
  constant(Value.literal({ a: [1, 'b', true] })), constant(Value.userAttribute('custom:tenant').size()),
);

const value = fc.oneof({ weight: 4, arbitrary: text }, { weight: 2, arbitrary: list }, other);

const condition: fc.Arbitrary<Build<Condition>> = fc.letrec<{ condition: Build<Condition> }>(tie => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...GROUPS).map((group): Build<Condition> => constant(Condition.inGroup(group))),
    fc.constantFrom(...SCOPES).map((scope): Build<Condition> => constant(Condition.hasScope(scope))),
    fc.constantFrom<Build<Condition>>(
      ({ client }) => Condition.client(client), constant(Condition.refresh()), ({ account }) => account.exists(), ({ teams }) => teams.exists(),
      constant(Value.email().endsWith('@example.com')), constant(Value.userAttribute('custom:tenant').isPresent()), ({ account }) => account.attribute('active').isTrue(),
      ({ account }) => account.attribute('roles').hasMember('editor'), ({ account }) => account.attribute('level').isAtLeast(3),
    ),
    fc.tuple(fc.constantFrom(Condition.all, Condition.any, Condition.none), tie('condition'), tie('condition'))
      .map(([combine, first, second]): Build<Condition> => named => combine(first(named), second(named))),
  ),
})).condition;

/** Options of every rule. */
const options = fc.tuple(
  fc.option(condition),
  fc.constantFrom<Subject[]>([Subject.USER], [Subject.MACHINE], [Subject.USER, Subject.MACHINE], [Subject.USER]),
  fc.constantFrom(RuleMode.ENFORCE, RuleMode.ENFORCE, RuleMode.ENFORCE, RuleMode.SHADOW, RuleMode.DISABLED))
  .map(([when, subjects, mode]) => (named: Named) => ({ ...when && { when: when(named) }, subjects, mode }));

const tokens = fc.constantFrom<TokenType[]>([TokenType.ID], [TokenType.ACCESS], [TokenType.ID, TokenType.ACCESS]);

const ifAbsents = fc.constantFrom(IfAbsent.OMIT, IfAbsent.OMIT, IfAbsent.KEEP_ORIGINAL, IfAbsent.DENY);

const claim: fc.Arbitrary<Build<ClaimRule>> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(fc.constantFrom(...CLAIMS), value, options, tokens, ifAbsents)
      .map(([name, build, of, to, ifAbsent]): Build<ClaimRule> => named => ClaimRule.set(name, build(named), { ...of(named), tokens: to, ifAbsent })),
  },
  fc.tuple(fc.constantFrom(...CLAIMS), options).map(([name, of]): Build<ClaimRule> => named => ClaimRule.suppress(name, of(named))),
  fc.tuple(fc.subarray(CLAIMS, { minLength: 1 }), options).map(([names, of]): Build<ClaimRule> => named => ClaimRule.keepOnly(names, of(named))),
);

const scope: fc.Arbitrary<Build<ScopeRule>> = fc.oneof(
  fc.tuple(fc.constantFrom('shop/admin', 'tenant/{{user.custom:tenant | urlEncode}}', 'plan:{{account.plan}}'), options)
    .map(([template, of]): Build<ScopeRule> => named => ScopeRule.add(template, of(named))),
  fc.tuple(list, options).map(([build, of]): Build<ScopeRule> => named => ScopeRule.addAll(build(named), of(named))),
  fc.tuple(fc.constantFrom(...SCOPES), options).map(([name, of]): Build<ScopeRule> => named => ScopeRule.suppress(name, of(named))),
  options.map((of): Build<ScopeRule> => named => ScopeRule.keepOnly(named.account.attribute('scopes'), of(named))),
);

const group: fc.Arbitrary<Build<GroupRule>> = fc.tuple(list, options).map(([build, of]) => named =>
  GroupRule.set({ groups: build(named), iamRoles: Value.iamRoles(), ...of(named) }));

const deny: fc.Arbitrary<Build<DenyRule>> = fc.tuple(condition, fc.constantFrom('You may not sign in', 'Ask your administrator')).map(([when, message]) => named =>
  DenyRule.when(when(named), message));

/** Generates sets of rules. Synthesis does not accept all of them. */
export const rules: fc.Arbitrary<Build<Rules>> = fc.tuple(
  fc.array(claim, { minLength: 1, maxLength: 8 }), fc.array(scope, { maxLength: 3 }), fc.option(group, { freq: 3 }), fc.option(deny, { freq: 3 }),
).map(([claims, scopes, groups, denials]) => named => ({
  claims: claims.map(build => build(named)),
  scopes: scopes.map(build => build(named)),
  ...groups && { groups: [groups(named)] },
  ...denials && { deny: [denials(named)] },
}));
