import { Badge } from './badge';
import { CodeBlock } from './code-block';
import type { ExplainedRead } from '../src/tokens/model';

const FROM = { CACHE: 'from the cache', STALE: 'from the cache, expired' } as const;

export function Reads({ reads }: { readonly reads: readonly ExplainedRead[] }) {
  if (reads.length === 0) return <p class="empty">No table was read, and no function invoked.</p>;
  return (
    <div class="table-box">
      <table class="reads stacks" role="table">
        <caption class="visually-hidden">Reads of tables, and answers of functions</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Source</th>
            <th role="columnheader" scope="col">Key</th>
            <th role="columnheader" scope="col">Outcome</th>
            <th role="columnheader" scope="col">Effort</th>
            <th role="columnheader" scope="col">Items</th>
          </tr>
        </thead>
        <tbody role="rowgroup">{reads.map((read, place) => <ReadRow key={place} read={read} />)}</tbody>
      </table>
    </div>
  );
}

function ReadRow({ read }: { readonly read: ExplainedRead }) {
  return (
    <tr role="row">
      <th role="rowheader" scope="row"><span class="summary">{read.source}</span><span class="description">{read.table}</span></th>
      <td role="cell"><span class="cell-label">Key</span><div class="cell"><code>{read.key}</code></div></td>
      <td role="cell">
        <span class="cell-label">Outcome</span>
        <div class="cell">
          <ReadOutcome outcome={read.outcome} />
          {read.from && <span class="description">{FROM[read.from]}</span>}
        </div>
      </td>
      <td role="cell"><span class="cell-label">Effort</span><div class="cell">{effortOf(read) || <span class="none">none</span>}</div></td>
      <td role="cell"><span class="cell-label">Items</span><div class="cell"><Items read={read} /></div></td>
    </tr>
  );
}

function ReadOutcome({ outcome }: { readonly outcome: string }) {
  if (outcome === 'FOUND') return <Badge tone="good" icon="check">FOUND</Badge>;
  if (outcome === 'NOTHING') return <Badge tone="quiet" icon="dash">NOTHING</Badge>;
  return <Badge tone="bad" icon="warning">{outcome}</Badge>;
}

function effortOf({ attempts, milliseconds }: ExplainedRead): string {
  const parts = [];
  if (attempts !== undefined) parts.push(attempts === 1 ? '1 attempt' : `${attempts} attempts`);
  if (milliseconds !== undefined) parts.push(`${Math.round(milliseconds * 10) / 10} ms`);
  return parts.join(', ');
}

function Items({ read }: { readonly read: ExplainedRead }) {
  const { length } = read.items;
  if (length === 0) return <span class="none">none</span>;
  return (
    <details class="long">
      <summary>{length === 1 ? '1 item' : `${length} items`}</summary>
      <CodeBlock name={`Items of ${read.source}`}>{JSON.stringify(length === 1 ? read.items[0] : read.items, null, 2)}</CodeBlock>
    </details>
  );
}
