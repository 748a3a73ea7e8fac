import { useState } from 'preact/hooks';
import { OutcomeText } from './rule-details';
import type { ExplainedRule } from '../src/tokens/model';

const ALL = '';

export function Trace({ rules }: { readonly rules: readonly ExplainedRule[] }) {
  const [outcome, setOutcome] = useState(ALL);
  if (rules.length === 0) return <p class="empty">No rules were evaluated.</p>;
  const outcomes = [...new Set(rules.map((rule) => rule.outcome))];
  const chosen = outcomes.includes(outcome) ? outcome : ALL;
  const count = (name: string) => rules.filter((rule) => rule.outcome === name).length;
  return (
    <>
      <div class="chips" role="group" aria-label="Show rules by outcome">
        {[ALL, ...outcomes].map((name) => (
          <button key={name} type="button" class="chip" aria-pressed={name === chosen} onClick={() => setOutcome(name)}>
            {name === ALL ? 'All' : name} <span class="count">{name === ALL ? rules.length : count(name)}</span>
          </button>
        ))}
      </div>
      <div class="table-box">
        <table class="trace stacks" role="table">
          <caption class="visually-hidden">Rules in the order of evaluation, with their outcome</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">Rule</th>
              <th role="columnheader" scope="col">Outcome</th>
              <th role="columnheader" scope="col">Condition</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rules.filter((rule) => chosen === ALL || rule.outcome === chosen).map((rule) => <RuleRow key={rule.id} rule={rule} />)}
          </tbody>
        </table>
      </div>
    </>
  );
}

function RuleRow({ rule }: { readonly rule: ExplainedRule }) {
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <code class="place">{rule.id}</code>
        <span class="summary">{rule.summary}</span>
        {rule.description && <span class="description">{rule.description}</span>}
      </th>
      <td role="cell"><span class="cell-label">Outcome</span><div class="cell"><OutcomeText rule={rule} /></div></td>
      <td role="cell">
        <span class="cell-label">Condition</span>
        <div class="cell">{rule.condition ? <code>{rule.condition}</code> : <span class="none">none: always applies</span>}</div>
      </td>
    </tr>
  );
}
