import { Badge } from './badge';
import { Time } from './time';
import type { IssuanceSummary, ViewerState } from '../src/viewer/contract';

interface Props {
  readonly state?: ViewerState;
  readonly issuances: readonly IssuanceSummary[];
  readonly shownId?: string;
  readonly follow: boolean;
  readonly onFollow: (follow: boolean) => void;
  readonly onChoose: (id: string) => void;
}

export function History({ state, issuances, shownId, follow, onFollow, onChoose }: Props) {
  return (
    <>
      <label class="check filter">
        <input type="checkbox" checked={follow} onChange={(event) => onFollow(event.currentTarget.checked)} />
        <span>Show new ones as they come</span>
      </label>
      {issuances.length === 0
        ? <p class="empty">Nothing has been issued yet. Tokens of your own app show here too when it signs in at this issuer.</p>
        : (
          <ol class="history">
            {issuances.map((summary) => (
              <li key={summary.id}>
                <button type="button" aria-current={summary.id === shownId ? 'true' : undefined} onClick={() => onChoose(summary.id)}>
                  <span class="who">{summary.username ?? 'Machine'}{summary.denied && <>{' '}<Badge tone="bad" icon="cross">DENIED</Badge></>}</span>
                  <Time at={summary.at} clock />
                  <span class="what">{clientOf(state, summary.client)} · {summary.triggerSource.replace('TokenGeneration_', '')}</span>
                </button>
              </li>
            ))}
          </ol>
        )}
    </>
  );
}

function clientOf(state: ViewerState | undefined, id: string): string {
  return state?.pools.flatMap(({ clients }) => clients).find((client) => client.id === id)?.path ?? id;
}
