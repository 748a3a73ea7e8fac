import { CopyButton } from './copy-button';
import type { ViewerPool, ViewerState } from '../src/viewer/contract';

/** Shows the issuer of the tokens, and the differences from a deployment. */
export function Surroundings({ state, pool }: { readonly state: ViewerState; readonly pool?: ViewerPool }) {
  const count = state.notices.length;
  const issuer = pool?.issuer ?? state.issuer;
  return (
    <section class="surroundings" aria-label="Issuer and trigger">
      <p class="issuer">
        <span class="label">Issuer</span> <code>{issuer}</code> <CopyButton text={issuer} label="Copy" name="Copy issuer URL" />
      </p>
      {pool && <p><span class="label">Trigger</span> {triggerOf(pool)}</p>}
      {count > 0 && (
        <details class="notices">
          <summary>{count === 1 ? '1 difference' : `${count} differences`} from a deployment</summary>
          <ul>{state.notices.map((notice) => <li key={notice}>{notice}</li>)}</ul>
        </details>
      )}
    </section>
  );
}

function triggerOf({ enricher, triggerVersion }: ViewerPool) {
  if (!enricher) return 'none: this user pool calls no enricher, so its tokens stay as they are';
  return <><code>{enricher}</code>{triggerVersion && `, event ${triggerVersion}`}</>;
}
