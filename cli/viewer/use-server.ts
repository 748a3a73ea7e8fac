import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { api } from './api';
import { latest } from './latest';
import type { IssuanceSummary, ViewerState } from '../src/viewer/contract';

export type Connection = 'CONNECTING' | 'OPEN' | 'GONE';

export interface Server {
  readonly state?: ViewerState;
  /** Newest first. */
  readonly issuances: readonly IssuanceSummary[];
  readonly connection: Connection;
  /** For calls that return the new state. */
  readonly update: (call: () => Promise<ViewerState>) => Promise<ViewerState>;
  readonly addIssuance: (summary: IssuanceSummary) => void;
  readonly reconnect: () => void;
}

const RETRY_MILLISECONDS = 2000;

/** The state of the server, updated by its events. */
export function useServer(onIssuance: (summary: IssuanceSummary) => void): Server {
  const [state, setState] = useState<ViewerState>();
  const [issuances, setIssuances] = useState<readonly IssuanceSummary[]>([]);
  const [connection, setConnection] = useState<Connection>('CONNECTING');
  const [attempt, setAttempt] = useState(0);
  // Events that arrive while the list is loading are not in it.
  const arrived = useRef<IssuanceSummary[]>([]);
  const listener = useRef(onIssuance);
  listener.current = onIssuance;

  const update = useMemo(() => latest<ViewerState>(setState), []);
  const list = useMemo(() => latest<IssuanceSummary[]>((loaded) => setIssuances(arrived.current.reduceRight(withSummary, loaded))), []);
  const addIssuance = useCallback((summary: IssuanceSummary) => {
    arrived.current = [summary, ...arrived.current];
    setIssuances((known) => withSummary(known, summary));
  }, []);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const events = new EventSource('/api/events');
    const load = async () => {
      arrived.current = [];
      try {
        await Promise.all([update(api.state), list(api.issuances)]);
        if (!ended) setConnection('OPEN');
      } catch {
        if (!ended) setConnection('GONE');
      }
    };
    let opened = false;
    events.addEventListener('open', () => {
      if (opened) void load();
      opened = true;
    });
    events.addEventListener('error', () => {
      opened = true;
      void load();
      // The browser reconnects by itself, unless the response was not an event stream.
      if (events.readyState === EventSource.CLOSED && !ended) timer = setTimeout(() => setAttempt((count) => count + 1), RETRY_MILLISECONDS);
    });
    events.addEventListener('state', () => void update(api.state).catch(() => setConnection('GONE')));
    events.addEventListener('issuance', (event) => {
      const summary = JSON.parse((event as MessageEvent<string>).data) as IssuanceSummary;
      addIssuance(summary);
      listener.current(summary);
    });
    void load();
    return () => {
      ended = true;
      clearTimeout(timer);
      events.close();
    };
  }, [attempt]);

  const reconnect = useCallback(() => setAttempt((count) => count + 1), []);
  return { state, issuances, connection, update, addIssuance, reconnect };
}

function withSummary(known: readonly IssuanceSummary[], summary: IssuanceSummary): IssuanceSummary[] {
  return [summary, ...known.filter(({ id }) => id !== summary.id)].sort((one, other) => other.at - one.at);
}
