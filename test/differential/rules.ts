import { ROLES } from './events';
import { Expressions } from './expressions';
import type { KnownSource } from './sources';
import { ClaimRule, Condition, DenyRule, GroupRule, IfAbsent, RuleMode, ScopeRule, Subject, TokenType, Value, type TokenEnricherProps } from '../../src';
import { Random } from '../support/random';

type RuleProps = Pick<TokenEnricherProps, 'claims' | 'scopes' | 'groups' | 'deny'>;
export type RuleProp = keyof RuleProps;

/** The version of the trigger event that the rules may need at most. */
export type Version = 1 | 2 | 3;

/** A generated rule, which its seed determines, whatever other rules there are. */
export interface SeededRule {
  readonly prop: RuleProp;
  /** The rule puts an attribute of a table into the access token: the library cannot reject a budget for it. */
  readonly stored?: true;
  readonly seed: number;
}

const CLAIMS = ['plan', 'role', 'level', 'name', 'email', 'custom:plan'];
/** Claims that no access decision uses, so that a budget may drop them. */
const DROPPABLE = ['tenant', 'note'];
const PROPS: readonly RuleProp[] = ['claims', 'claims', 'claims', 'claims', 'claims', 'scopes', 'scopes', 'groups', 'deny'];

export function seededRules(random: Random, version: Version, hasBudget: boolean): readonly SeededRule[] {
  if (hasBudget) {
    return Array.from({ length: 2 + random.count(4) }, () => ({ prop: 'claims', stored: true, seed: random.count(1_000_000) }));
  }
  const props = version === 1 ? PROPS.filter(prop => prop !== 'scopes') : PROPS;
  return Array.from({ length: 3 + random.count(7) }, () => ({ prop: random.one(props), seed: random.count(1_000_000) }));
}

export function rulesFrom(seeded: readonly SeededRule[], version: Version, sources: readonly KnownSource[]): RuleProps {
  const of = <T>(prop: RuleProp, make: (maker: RuleMaker, rule: SeededRule) => T): T[] =>
    seeded.filter(each => each.prop === prop).map(rule => make(new RuleMaker(new Random(rule.seed), version, sources), rule));
  return {
    deny: of('deny', maker => maker.deny()),
    claims: of('claims', (maker, { stored }) => stored ? maker.stored() : maker.claim()),
    scopes: of('scopes', maker => maker.scope()),
    groups: of('groups', maker => maker.group()),
  };
}

class RuleMaker {
  private readonly expressions: Expressions;

  constructor(private readonly random: Random, private readonly version: Version, sources: readonly KnownSource[]) {
    this.expressions = new Expressions(random, sources, version === 3);
  }

  public deny(): DenyRule {
    const { random, expressions } = this;
    return DenyRule.when(Condition.all(expressions.condition(), expressions.condition()), random.one(['Not today', 'Ask the help desk']), this.common());
  }

  public claim(): ClaimRule {
    const { random, expressions } = this;
    const tokens = this.version === 1 ? [TokenType.ID] : random.one([[TokenType.ID], [TokenType.ACCESS], [TokenType.ID, TokenType.ACCESS]]);
    const name = random.one([...CLAIMS, ...DROPPABLE]);
    const set = DROPPABLE.includes(name) ? { tokens, dropOrder: random.count(5) } : {
      tokens,
      ifAbsent: random.one([IfAbsent.OMIT, IfAbsent.OMIT, IfAbsent.OMIT, IfAbsent.KEEP_ORIGINAL, IfAbsent.DENY]),
      ...random.chance(0.15) && { usedForAuthorization: true },
    };
    return random.one<() => ClaimRule>([
      ...Array.from({ length: 6 }, () => () => ClaimRule.set(name, this.value(), { ...set, ...this.options() })),
      () => ClaimRule.copyAttributes(['email', 'email_verified', 'custom:level'], { ...this.options(), tokens }),
      () => ClaimRule.suppress(name, { ...this.options(), when: expressions.condition(), tokens }),
      () => ClaimRule.keepOnly(['email', 'name'], this.options()),
      () => this.version === 1 ? ClaimRule.suppress('name', { tokens }) : ClaimRule.addAudience(this.options()),
    ])();
  }

  public stored(): ClaimRule {
    const { random, expressions } = this;
    const name = random.one([...DROPPABLE, 'plan']);
    return ClaimRule.set(name, expressions.stored(), { tokens: [TokenType.ACCESS], ...name !== 'plan' && { dropOrder: random.count(5) }, ...this.options() });
  }

  public scope(): ScopeRule {
    const { random, expressions } = this;
    return random.one<() => ScopeRule>([
      () => ScopeRule.add(random.one(['plan:{{user.custom:plan | lower | urlEncode}}', 'api/all']), this.options()),
      () => ScopeRule.addValue(expressions.string(), this.options()),
      () => ScopeRule.addAll(expressions.list(), this.options()),
      () => ScopeRule.suppress(random.one(['api/write', 'profile', 'api/all']), this.options()),
      () => ScopeRule.keepOnly(expressions.list(), { ...this.options(), standardScopes: random.chance(0.3) }),
    ])();
  }

  public group(): GroupRule {
    const { random, expressions } = this;
    return GroupRule.set({
      groups: expressions.list(),
      ...random.chance(0.5) && { iamRoles: random.one([Value.iamRoles().limit(1), Value.literal(ROLES), expressions.list()]) },
      ...random.chance(0.3) && { preferredRole: random.one([Value.iamRoles().first(), Value.literal(ROLES[0])]) },
      ...this.options(),
    });
  }

  private value(): Value {
    const { random, expressions, version } = this;
    return version === 1 ? expressions.string() : random.one<() => Value>([
      () => expressions.string(), () => expressions.string(), () => expressions.number(),
      () => expressions.boolean(), () => expressions.list(), () => expressions.map(),
    ])();
  }

  private common(): { readonly mode?: RuleMode; readonly subjects?: Subject[] } {
    const { random, version } = this;
    return {
      ...random.chance(0.2) && { mode: random.one([RuleMode.SHADOW, RuleMode.SHADOW, RuleMode.DISABLED]) },
      ...version === 3 && random.chance(0.5) && { subjects: random.one([[Subject.MACHINE], [Subject.USER, Subject.MACHINE]]) },
    };
  }

  private options(): ReturnType<RuleMaker['common']> & { readonly when?: ReturnType<Expressions['condition']> } {
    return { ...this.common(), ...this.random.chance(0.6) && { when: this.expressions.condition() } };
  }
}
