import { Icon } from './icons';
import type { Connection as State } from './use-server';

interface Props {
  readonly connection: State;
  readonly loaded: boolean;
  readonly onReconnect: () => void;
}

export function Connection({ connection, loaded, onReconnect }: Props) {
  if (connection === 'OPEN') return <div role="status" />;
  if (connection === 'CONNECTING') return <div role="status">{!loaded && <p class="banner">Loading…</p>}</div>;
  return (
    <div role="status">
      <div class="banner gone">
        <p>
          <Icon name="warning" /> <strong>The server is gone.</strong> Start <code>token-enricher serve</code> again: this page connects by itself.
          Edits that are not saved are kept.
        </p>
        <button type="button" class="button" onClick={onReconnect}>Reconnect now</button>
      </div>
    </div>
  );
}
