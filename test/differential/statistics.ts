import type { Case, Compared } from './compare';
import type { RuleSet } from './rule-set';
import type { RulesetDocument } from '../../src/core/document/document';
import { evaluatedExpressions, walk } from '../../src/core/document/expressions';
import { OPERATOR_TABLES } from '../../src/core/operators';

/** Operators for values of a deployment, which the preview shows as markers. */
const NOT_GENERATED: readonly string[] = ['slot', 'client'];
const OPERATORS = OPERATOR_TABLES.flatMap(table => table.map(({ name }): string => name)).filter(name => !NOT_GENERATED.includes(name));

/** Counts how often something occurred in cases, so that a run that compares little is seen. */
export class Statistics {
  public cases = 0;
  public ruleSets = 0;
  public rules = 0;
  public rejected = 0;
  public differences = 0;
  private readonly counts = new Map<string, Map<string, number>>(Object.entries({ operators: new Map(OPERATORS.map(name => [name, 0])) }));

  /** @param compared undefined if the library rejected all rules */
  public add(given: RuleSet, compared: Compared | undefined): void {
    this.rejected += given.rules.length - (compared?.set.rules.length ?? 0);
    if (!compared) {
      return;
    }
    const { set, document, cases } = compared;
    this.ruleSets += 1;
    this.rules += set.rules.length;
    this.cases += cases.length;
    const names = operatorsOf(document);
    cases.forEach(each => {
      this.differences += each.isSame ? 0 : 1;
      names.forEach(name => this.count('operators', name));
      this.addCase(each, document);
    });
  }

  /** Operators that never occurred. */
  public get missing(): readonly string[] {
    return OPERATORS.filter(name => this.counts.get('operators')!.get(name) === 0);
  }

  public toString(): string {
    const lines = [...this.counts].map(([topic, counts]) =>
      `${topic}: ${[...counts].sort(([, one], [, other]) => other - one).map(([name, count]) => `${name} ${count}`).join(', ')}`);
    return lines.sort().join('\n');
  }

  private addCase({ preview, trace, event, reads }: Case, { rules, sources, triggerVersion, budget }: RulesetDocument): void {
    this.count('trigger versions', triggerVersion);
    this.count('trigger sources', event.triggerSource);
    this.count('results', preview.denial ? `denied ${preview.denial.reason}` : JSON.stringify(preview.response).length > 60 ? 'changed' : 'unchanged');
    budget && this.count('budgets', budget.onExcess);
    rules.forEach(({ kind, mode }) => {
      this.count('rules', kind);
      this.count('modes', mode);
    });
    trace.forEach(({ outcome, shadow, reason }) => {
      this.count(shadow ? 'outcomes of shadow rules' : 'outcomes', outcome);
      reason !== undefined && this.count('reasons', reason.split(' ')[0]);
    });
    reads.forEach(({ source, outcome, from }) => {
      const read = sources[source];
      this.count('reads', from === undefined ? outcome : `${outcome} from ${from}`);
      this.count('sources read', read.kind !== 'query' ? read.kind : `query${read.index === undefined ? '' : ' of an index'}${read.sort ? ` ${read.sort.comparison}` : ''}`);
      this.count('policies', read.onError);
      read.kind === 'query' && this.count('queries', `${read.select} ${read.onLimit}`);
      read.kind === 'itemForEach' && this.count('lists of keys', `${read.limit} ${read.onLimit}`);
    });
  }

  private count(topic: string, name: string): void {
    const counts = this.counts.get(topic) ?? new Map<string, number>();
    this.counts.set(topic, counts.set(name, (counts.get(name) ?? 0) + 1));
  }
}

function operatorsOf({ rules, sources }: RulesetDocument): ReadonlySet<string> {
  const names = new Set<string>();
  evaluatedExpressions(rules, sources).forEach(root => walk(root, ({ op }) => OPERATORS.includes(op) && names.add(op)));
  return names;
}
