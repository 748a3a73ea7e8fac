import { CLIENTS, GROUPS, SCOPES, TRIGGERS } from './events';
import { hasOneItem, type KnownSource, type OneItem, type SeveralItems } from './sources';
import { Condition, DigestEncoding, ItemAttributeType, TriggerSource, Value } from '../../src';
import type { Random } from '../support/random';

type Make<T> = () => T;

/** Random values and conditions of the public API, over the sources of a rule set. */
export class Expressions {
  private readonly items: readonly OneItem[];
  private readonly queries: readonly SeveralItems[];

  constructor(private readonly random: Random, private readonly sources: readonly KnownSource[], private readonly machines: boolean) {
    this.items = sources.filter(hasOneItem);
    this.queries = sources.filter((each): each is SeveralItems & KnownSource => !hasOneItem(each));
  }

  public string(depth = 2): Value {
    const { random } = this;
    const leaves: ReadonlyArray<Make<Value>> = [
      () => Value.userAttribute(random.one(['email', 'name', 'custom:plan', 'custom:level'])).assumeTrusted('generated'),
      () => Value.userAttribute(random.one(['email', 'custom:plan'])),
      () => Value.literal(random.one(['a', 'B-c', 'Ömer'])),
      () => this.attribute('role', ItemAttributeType.STRING),
      () => this.attribute('place.city', ItemAttributeType.STRING),
      () => this.attribute('day', ItemAttributeType.STRING),
      () => Value.template('{{user.custom:plan | lower || "none"}}:{{user.username}}'),
      () => Value.template(`{{${random.one(this.items).source.sourceName}.role | asString}}/{{client.id}}`),
      () => random.one([Value.username(), Value.sub(), Value.email(), Value.verifiedEmail(), Value.verifiedPhoneNumber()]),
      () => random.one([Value.clientId(), Value.triggerSource(), Value.identityProvider(), Value.userPoolId(), Value.preferredRole()]),
      () => Value.region(),
      () => Value.untrustedClientMetadata('mode').assumeTrusted('generated'),
      () => Value.federatedAttribute('name', ['Okta']),
    ];
    const text = (): Value => this.string(depth - 1);
    const composed: ReadonlyArray<Make<Value>> = [
      () => random.one([text().upper(), text().lower(), text().trim(), text().urlEncode(), text().withPrefix('p-'), text().withoutPrefix('p-'), text().withSuffix('-s'), text().urlDecode()]),
      () => random.one([text().before('-'), text().after('-'), text().between('-', '@'), text().substring(1, 3), text().replace('a', 'o')]),
      () => random.one([text().replacePattern('[a-m]+', '_'), text().sha256(random.one([undefined, ...Object.values(DigestEncoding)])), text().extract('([A-Za-z]+)@')]),
      () => random.one([this.list(depth - 1).join(','), this.list(depth - 1).toJson(), this.number(depth - 1).asString(), this.boolean(depth - 1).asString()]),
      () => random.one([this.list(depth - 1).first(), this.list(depth - 1).last(), this.list(depth - 1).at(1), this.map(depth - 1).property('city')]).asString(),
      () => random.one([this.number(depth - 1).toRfc3339(), this.number(depth - 1).formatDate('yyyy-MM-dd')]),
      () => text().orElse(text(), { whenUnavailable: random.chance(0.3) }),
      () => Value.firstOf(text(), text()),
      () => Value.choose(this.condition(depth - 1), text(), random.maybe(0.6, text)),
      () => text().lookup({ 'admin': 'A', 'basic': 'B', 'Pro-plan': 'C' }, random.maybe(0.5, text)),
    ];
    return this.pick(leaves, composed, depth);
  }

  public number(depth = 2): Value {
    const { random } = this;
    const leaves: ReadonlyArray<Make<Value>> = [
      () => Value.literal(random.one([0, 1, 2.5, -3])),
      () => this.attribute('level', ItemAttributeType.NUMBER),
      () => this.attribute('level'),
      () => random.one(this.queries).source.count(),
      () => Value.userAttribute('custom:level').toNumber(),
    ];
    const composed: ReadonlyArray<Make<Value>> = [
      () => random.one([this.list(depth - 1).size(), this.levels().min(), this.levels().max(), this.levels().sum()]),
      () => random.one([this.number(depth - 1).round(), this.string(depth - 1).toNumber(), this.string(depth - 1).size()]),
      () => random.one([this.string(depth - 1).toEpochSeconds(), this.string(depth - 1).parseDate('yyyy-MM-dd')]),
      () => this.number(depth - 1).orElse(this.number(depth - 1)),
      () => Value.choose(this.condition(depth - 1), this.number(depth - 1), this.number(depth - 1)),
    ];
    return this.pick(leaves, composed, depth);
  }

  public boolean(depth = 2): Value {
    const { random } = this;
    return random.one<Make<Value>>([
      () => this.attribute('active', ItemAttributeType.BOOLEAN),
      () => this.attribute('active'),
      () => Value.userAttribute('email_verified').toBoolean(),
      () => Value.choose(this.condition(depth - 1), Value.literal(true), Value.literal(false)),
    ])();
  }

  public list(depth = 2): Value {
    const { random } = this;
    const leaves: ReadonlyArray<Make<Value>> = [
      () => random.one([Value.groups(), Value.scopes(), Value.iamRoles()]),
      () => this.attribute('roles', ItemAttributeType.STRING_LIST),
      () => this.rows().mapEach(Value.element('role').asString()),
      () => this.rows().filter(Value.element('level').isAtLeast(1)).mapEach(Value.element('sort').asString()),
      () => this.rows().sortBy(Value.element('level'), { descending: random.chance(0.5) }).mapEach(Value.element('role').asString()),
      () => Value.literal(['x', 'admin']),
      () => Value.idpList('custom:plan'),
    ];
    const list = (): Value => this.list(depth - 1);
    const composed: ReadonlyArray<Make<Value>> = [
      () => Value.listOf(this.string(depth - 1), this.string(depth - 1)),
      () => this.string(depth - 1).split('-'),
      () => random.one([list().unique(), list().sort(), list().sort({ descending: true }), list().limit(2)]),
      () => random.one([list().filterPrefix('a'), list().filterSuffix('n'), list().filterPattern('[a-z]+'), list().filterOneOf(['admin', 'a', 'staff'])]),
      () => random.one([list().filterOneOfValue(list()), list().filterNoneOfValue(list()), this.rows().filterNoneOfValue(this.rows()).mapEach(Value.element('role').asString())]),
      () => random.one([list().filter(Value.element().startsWith('a')), list().mapEach(Value.element().upper()), list().upper()]),
      () => random.one([this.map(depth - 1).propertyNames(), this.map(depth - 1).propertyValues().mapEach(Value.element().toJson())]),
      () => Value.listOf(list(), list()).flatten(),
      () => list().lookup({ admin: 'A', staff: 'S', a: 'x' }, random.maybe(0.3, () => this.string(depth - 1))),
      () => list().lookup({ admin: ['read', 'write'], staff: ['read'] }).flatten(),
      () => list().orElse(list()),
    ];
    return this.pick(leaves, composed, depth);
  }

  public map(depth = 2): Value {
    return this.random.one<Make<Value>>([
      () => this.attribute('place', ItemAttributeType.MAP),
      () => {
        const members = { city: this.string(depth - 1), level: this.number(depth - 1), roles: this.list(depth - 1) };
        return Value.objectOf(members, { complete: this.random.chance(0.4) });
      },
      () => this.string(depth - 1).parseJson(),
      () => this.map(depth - 1).pickProperties('city', 'level'),
      () => this.rows().pickProperties('role', 'level').first(),
    ])();
  }

  /** An attribute of a table, which can be long. */
  public stored(): Value {
    return this.attribute(this.random.one(['text', 'role', 'place']));
  }

  public condition(depth = 2): Condition {
    const { random } = this;
    const leaves: ReadonlyArray<Make<Condition>> = [
      () => Condition.inGroup(random.one(GROUPS), random.one(GROUPS)),
      () => Condition.clientId(random.one(CLIENTS)),
      () => Condition.hasScope(random.one(SCOPES)),
      () => Condition.triggerSource(TriggerSource.of(random.one(TRIGGERS))),
      () => random.one([Condition.refresh(), Condition.hasFederatedIdentity('Okta'), ...this.machines ? [Condition.machine(), Condition.user()] : []]),
      () => random.one(this.sources).source.exists(),
      () => random.one(this.queries).source.exists(),
      () => random.one(this.queries).source.count().isAtLeast(random.one([1, 2])),
      () => this.attribute('role', ItemAttributeType.STRING).isEqualTo('admin'),
    ];
    const [text, list, number] = [() => this.string(depth - 1), () => this.list(depth - 1), () => this.number(depth - 1)];
    const composed: ReadonlyArray<Make<Condition>> = [
      () => random.one([text(), list(), number(), this.map(depth - 1)]).isPresent(),
      () => random.one([text().isEqualTo('a'), text().isOneOf(['admin', 'basic']), text().isEqualToValue(text()), number().isEqualTo(1)]),
      () => random.one([text().startsWith('a'), text().endsWith('n'), text().contains('m'), text().matches('[a-z]+'), text().containsMatch('[0-9]')]),
      () => random.one([list().hasMember('admin'), list().hasMemberValue(text())]),
      () => random.one([number().isAtLeast(1), number().isAtMost(2), number().isGreaterThan(0), number().isLessThan(3)]),
      () => random.one([number().isAtLeastValue(number()), number().isAtMostValue(number())]),
      () => random.one([number().isGreaterThanValue(number()), number().isLessThanValue(Value.now())]),
      () => this.boolean(depth - 1).isTrue(),
      () => Condition.all(this.condition(depth - 1), this.condition(depth - 1)),
      () => Condition.any(this.condition(depth - 1), this.condition(depth - 1)),
      () => Condition.none(this.condition(depth - 1), this.condition(depth - 1)),
      () => this.condition(depth - 1).negate(),
    ];
    return this.pick(leaves, composed, depth);
  }

  private attribute(path: string, valueType?: ItemAttributeType): Value {
    return this.random.one(this.items).source.attribute(path, valueType === undefined ? {} : { valueType });
  }

  private rows(): Value {
    return this.random.one(this.queries).source.items();
  }

  private levels(): Value {
    return this.rows().mapEach(Value.element('level'));
  }

  private pick<T>(leaves: ReadonlyArray<Make<T>>, composed: ReadonlyArray<Make<T>>, depth: number): T {
    return this.random.one(depth <= 0 || this.random.chance(0.4) ? leaves : composed)();
  }
}
