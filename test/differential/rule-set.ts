import { rmSync } from 'fs';
import { eventFor, MACHINE } from './events';
import { rulesFrom, seededRules, type RuleProp, type SeededRule, type Version } from './rules';
import { sourcesFor, type KnownSource } from './sources';
import { contentFor, declareFunctions, declareTables, type Content, type PlainItem } from './tables';
import { OnExcess, TokenBudget, TokenType, type PreviewProps, type TokenContract, type TokenEnricher } from '../../src';
import type { EventParts } from '../../src/core/cognito/token-request';
import { TriggerSource } from '../../src/values/trigger-source';
import { TestApp } from '../support/app';
import { Random } from '../support/random';

/** Everything that the seed of a rule set determines. The rules and events can be fewer, to find a minimal case. */
export interface RuleSet {
  readonly seed: number;
  readonly version: Version;
  readonly keys: readonly string[];
  readonly rules: readonly SeededRule[];
  readonly budget?: number;
  readonly events: readonly EventParts[];
}

/** A synthesized app with the rules, and previews of its enricher. */
export class BuiltRuleSet {
  public readonly app = new TestApp();
  public readonly content: Content;
  private readonly enricher: TokenEnricher;
  private readonly sources: readonly KnownSource[];

  /** @throws if the library rejects the rules */
  constructor({ seed, version, keys, rules, budget }: RuleSet) {
    const random = new Random(seed + 1);
    this.content = contentFor(random, keys);
    this.sources = sourcesFor(random, declareTables(this.app.stack), declareFunctions(this.app.stack), this.content, keys);
    this.enricher = this.app.enricher({
      sources: this.sources.map(({ source }) => source),
      ...rulesFrom(rules, version, this.sources),
      ...budget !== undefined && {
        tokenBudget: TokenBudget.ofLength(budget, {
          onExcess: seed % 3 === 0 ? OnExcess.DENY : OnExcess.DROP, tokens: [TokenType.ACCESS],
        }),
      },
    });
  }

  /** The answers of the functions. */
  public answersTo(event: EventParts): NonNullable<PreviewProps['items']> {
    return Object.fromEntries(this.sources.flatMap(known => known.kind === 'function' ? [[known.source.sourceName, known.find(event)]] : []));
  }

  /** The tables, each named by a source that reads it. */
  private tables(): NonNullable<PreviewProps['tables']> {
    const { items, rows, numbered } = this.content;
    const readerOf = (...kinds: ReadonlyArray<KnownSource['kind']>): string | undefined =>
      this.sources.find(({ fails, kind }) => !fails && kinds.includes(kind))?.source.sourceName;
    const tables = [[readerOf('item', 'each'), items], [readerOf('query', 'index'), rows], [readerOf('numbered', 'local'), numbered]] as const;
    return Object.fromEntries(tables.flatMap(([name, content]): Array<[string, PlainItem[]]> => name === undefined ? [] : [[name, [...content]]]));
  }

  public preview(event: EventParts): ReturnType<TokenEnricher['preview']> {
    const { userName, userAttributes, groups, iamRoles, scopes, preferredRole, clientId, triggerSource, clientMetadata } = event;
    const user: PreviewProps = {
      username: userName,
      userAttributes: { ...userAttributes },
      groups: [...groups],
      iamRoles: [...iamRoles],
      ...preferredRole !== undefined && { preferredRole },
    };
    const props: PreviewProps = {
      ...triggerSource !== MACHINE && user,
      scopes: [...scopes],
      clientId,
      triggerSource: TriggerSource.of(triggerSource),
      ...clientMetadata && { clientMetadata: { ...clientMetadata } },
      items: this.answersTo(event),
      tables: this.tables(),
      failingSources: this.sources.filter(({ fails }) => fails).map(({ source }) => source.sourceName),
      now: new Date(),
    };
    return this.enricher.preview(props);
  }

  public get contract(): TokenContract {
    return this.enricher.contract;
  }

  public dispose(): void {
    rmSync(this.app.app.outdir, { recursive: true, force: true });
  }
}

export function ruleSetOf(seed: number, eventCount: number): RuleSet {
  const random = new Random(seed);
  const version = random.one<Version>([1, 2, 2, 2, 3, 3]);
  // the tables are not emptied between rule sets
  const keys = ['a', 'b', 'c', 'd'].map(letter => `${seed}-${letter}`);
  const budget = version === 1 ? undefined : random.maybe(0.1, () => random.one([1200, 1500, 2000]));
  const rules = seededRules(random, version, budget !== undefined);
  return { seed, version, keys, rules, budget, events: Array.from({ length: eventCount }, () => eventFor(random, keys, version === 3)) };
}

/** Builds the rule set, without the rules that the library rejects. Undefined if nothing remains. */
export function buildAccepted(set: RuleSet): { readonly set: RuleSet; readonly built: BuiltRuleSet } | undefined {
  let built: BuiltRuleSet | undefined;
  try {
    built = new BuiltRuleSet(set);
    built.app.app.synth();
    return { set, built };
  } catch (error) {
    built?.dispose();
    const { message } = error as Error;
    const named = [...message.matchAll(/\b(claims|scopes|groups|deny)\[(\d+)\]/g)];
    const rejected = new Set(named.map(([, prop, index]) => positionOf(set.rules, prop as RuleProp, Number(index))));
    const rules = set.rules.filter((_, index) => !rejected.has(index));
    return rules.length === 0 || rules.length === set.rules.length ? undefined : buildAccepted({ ...set, rules });
  }
}

function positionOf(rules: readonly SeededRule[], prop: RuleProp, index: number): number {
  return rules.findIndex((rule, position) => rule.prop === prop && rules.slice(0, position).filter(each => each.prop === prop).length === index);
}
