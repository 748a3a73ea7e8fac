import { DEPARTMENT, GROUPS, IDP_GROUPS, type Design, type Expression } from './design';
import type { Random } from '../support/random';

type Make = () => Expression;

/** The parts of a design that decide which values it can have. */
export type Surroundings = Pick<Design, 'pool' | 'clients' | 'providers' | 'naming'> & { readonly isTyped: boolean };

const PLAIN = ['upper', 'lower', 'trim'] as const;
const LEVELS = ['basic', 'gold', 'none'] as const;

/** Random values and conditions that the documentation recommends: of operators for access, of anybody for display. */
export class Choices {
  constructor(public readonly random: Random, public readonly surroundings: Surroundings) {}

  public item(source: string, path: string, type: string): Expression {
    return this.surroundings.isTyped || this.random.chance(0.5) ? ['item', source, path, type] : ['item', source, path];
  }

  /** A string that only operators write. */
  public trusted(depth = 2): Expression {
    const { pool, providers } = this.surroundings;
    const text = (): Expression => this.trusted(depth - 1);
    const known = (): Expression => this.known(depth - 1);
    const leaves: readonly Make[] = [
      () => this.item('profile', this.random.one(['plan', 'status', 'address.city']), 'STRING'),
      () => this.item('account', 'tier', 'STRING'),
      () => this.item('tenant', 'plan', 'STRING'),
      () => ['literal', this.random.one(LEVELS)],
      () => ['sub'],
      () => ['first', ['lookup', ['groups'], { admins: 'gold', staff: 'basic' }]],
      ...pool.plan === 'LITE' ? [] : [(): Expression => ['user', DEPARTMENT]],
      ...providers.map(({ name }): Make => () => ['federated', IDP_GROUPS, name]),
    ];
    const composed: readonly Make[] = [
      () => [this.random.one(PLAIN), text()],
      () => ['orElse', text(), ['literal', this.random.one(LEVELS)]],
      () => ['firstOf', text(), text(), ['literal', 'none']],
      () => ['withPrefix', text(), 'plan-'],
      () => ['lookup', text(), { gold: 'premium', basic: 'free' }, ...this.random.chance(0.5) ? [['literal', 'free'] as const] : []],
      () => ['choose', known(), text(), ...this.random.chance(0.6) ? [text()] : []],
      () => ['template', this.random.one(["{{profile.tenantId}}:{{profile.plan || 'basic'}}", 'tenant/{{profile.tenantId}}', '{{user.sub}}'])],
      () => ['before', text(), '-'],
    ];
    return this.pick(leaves, composed, depth);
  }

  /** A list of strings that only operators write. */
  public trustedList(depth = 2): Expression {
    const { providers } = this.surroundings;
    const list = (): Expression => this.trustedList(depth - 1);
    const leaves: readonly Make[] = [
      () => ['groups'],
      () => this.item('profile', this.random.one(['roles', 'scopes']), 'STRING_LIST'),
      () => ['flatten', ['lookup', ['groups'], { admins: ['read', 'write'] as readonly string[], staff: ['read'] as readonly string[] }]],
      () => ['mapEach', ['items', this.random.one(['teams', 'owned'])], ['element', 'name']],
      () => ['constants', 'read', 'write'],
      ...providers.map(({ name }): Make => () => ['idpList', IDP_GROUPS, name]),
    ];
    const composed: readonly Make[] = [
      () => [this.random.one(['unique', 'sort'] as const), list()],
      () => ['filter', list(), [this.random.one(['startsWith', 'endsWith', 'matches'] as const), ['element'], 'app']],
      () => ['filterOneOfValue', list(), list()],
      () => ['withoutPrefix', ['filterPrefix', list(), 'app-'], 'app-'],
      () => ['flatten', ['listOf', list(), list()]],
      () => ['listOf', this.trusted(depth - 1)],
      () => ['lookup', list(), { read: 'reader', write: 'writer' }],
      () => ['orElse', list(), ['constants', 'read']],
      () => ['limit', list(), 5],
      () => ['choose', this.known(depth - 1), list(), list()],
    ];
    return this.pick(leaves, composed, depth);
  }

  /** A condition for what a rule gives: true only if a value is there. */
  public giving(depth = 1): Expression {
    const { clients, pool } = this.surroundings;
    const secret = clients.findIndex(each => each.secret && each.signIn !== 'MACHINE');
    const leaves: readonly Make[] = [
      () => ['inGroup', this.random.one(GROUPS)],
      () => [this.random.one(['isEqualTo', 'startsWith'] as const), this.item('profile', 'status', 'STRING'), 'active'],
      () => ['isTrue', this.item('profile', 'verified', 'BOOLEAN')],
      () => ['exists', this.random.one(['profile', 'member', 'teams'])],
      () => ['isAtLeast', ['count', this.random.one(['teams', 'owned'])], 1],
      () => ['isAtLeast', this.item('profile', 'level', 'NUMBER'), 3],
      () => ['isGreaterThanValue', ['toEpochSeconds', this.item('profile', 'validUntil', 'STRING')], ['now']],
      () => ['isOneOf', this.trusted(1), 'gold', 'premium'],
      () => ['hasMember', this.item('profile', 'features', 'STRING_LIST'), 'beta'],
      () => ['isPresent', this.item('account', 'tier', 'STRING')],
      ...secret < 0 ? [] : [(): Expression => ['client', secret]],
      // events have scopes as of V2_0, which Lite does not have
      ...pool.plan === 'LITE' ? [] : [(): Expression => ['hasScope', 'api/read']],
    ];
    const composed: readonly Make[] = [
      () => [this.random.one(['all', 'any'] as const), this.giving(depth - 1), this.giving(depth - 1)],
      () => ['all', this.giving(depth - 1), ['none', this.known(depth - 1)]],
    ];
    return this.pick(leaves, composed, depth);
  }

  /** A condition that an absent value does not decide. */
  public known(depth = 1): Expression {
    const leaves: readonly Make[] = [
      () => ['inGroup', this.random.one(GROUPS)],
      () => ['exists', this.random.one(['profile', 'teams'])],
      () => ['isTrue', ['orElse', this.item('profile', 'beta', 'BOOLEAN'), ['literal', false]]],
      () => ['isEqualTo', ['orElse', this.item('profile', 'plan', 'STRING'), ['literal', 'basic']], 'gold'],
      () => ['isAtLeast', ['count', 'teams'], 2],
    ];
    return this.pick(leaves, [() => ['none', this.known(depth - 1)], () => ['any', this.known(depth - 1), this.known(depth - 1)]], depth);
  }

  /** A condition for what a rule denies or takes away, which those whom it is about cannot change. */
  public taking(depth = 1): Expression {
    const leaves: readonly Make[] = [
      () => ['inGroup', 'suspended'],
      () => ['isTrue', this.item('profile', 'suspended', 'BOOLEAN')],
      () => ['isTrue', ['orElse', this.item('profile', 'suspended', 'BOOLEAN'), ['literal', false]]],
      () => ['isEqualTo', this.item('account', 'status', 'STRING'), 'blocked'],
      () => ['none', ['isEqualTo', this.item('account', 'status', 'STRING'), 'active']],
      () => ['none', ['exists', 'profile']],
      () => ['isEqualTo', ['count', 'teams'], 0],
      () => ['isLessThanValue', ['toEpochSeconds', this.item('profile', 'validUntil', 'STRING')], ['now']],
      () => ['isEqualTo', this.item('tenant', 'state', 'STRING'), 'closed'],
      () => ['isOneOf', this.item('profile', 'status', 'STRING'), 'blocked', 'deleted'],
    ];
    return this.pick(leaves, [() => [this.random.one(['all', 'any'] as const), this.taking(depth - 1), this.taking(depth - 1)]], depth);
  }

  /** A string of anybody, for display. */
  public shown(depth = 2): Expression {
    const text = (): Expression => this.shown(depth - 1);
    const leaves: readonly Make[] = [
      () => ['user', this.random.one(['name', 'given_name', 'locale', ...this.surroundings.pool.plan === 'LITE' ? [] : ['custom:pet']])],
      () => ['email'],
      () => ['username'],
      () => ['identityProvider'],
      () => ['item', 'preferences', this.random.one(['theme', 'language']), 'STRING'],
      () => ['orElse', ['item', 'preferences', 'theme', 'STRING'], ['literal', 'light'], true],
      () => ['metadata', 'device'],
      () => ['literal', 'hello'],
      () => ['asString', ['first', ['mapEach', ['items', 'recent'], ['element', 'name']]]],
      () => this.trusted(1),
    ];
    const composed: readonly Make[] = [
      () => [this.random.one([...PLAIN, 'urlEncode', 'sha256'] as const), text()],
      () => ['template', this.random.one(["Hello {{user.given_name || 'friend'}}", '{{user.name}} <{{user.email}}>', "{{user.locale || 'en' | lower}}"])],
      () => ['choose', ['endsWith', ['email'], '@amazon.com'], ['literal', 'dogs'], ['literal', 'cats']],
      () => ['choose', this.giving(0), text(), text()],
      () => ['orElse', text(), ['literal', 'unknown']],
      () => ['firstOf', text(), text()],
      () => ['before', text(), '@'],
      () => ['withPrefix', text(), 'u-'],
    ];
    return this.pick(leaves, composed, depth);
  }

  private pick(leaves: readonly Make[], composed: readonly Make[], depth: number): Expression {
    return this.random.one(depth > 0 && this.random.chance(0.5) ? composed : leaves)();
  }
}
