import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { api, messageOf } from './api';
import { latest } from './latest';
import { remember, remembered } from './storage';
import type { ViewerIssuance } from '../src/viewer/contract';

/** How the issuance came onto the page. After a sign-in, its details are shown only when a button is pressed. */
export type Arrival = 'SIGN_IN' | 'ISSUED' | 'CHOSEN';

interface Content {
  readonly issuance?: ViewerIssuance;
  readonly arrival: Arrival;
  /** The previously shown issuance of the same subject and client. */
  readonly previous?: ViewerIssuance;
}

export interface Shown extends Content {
  /** The reason why there is no issuance: the sign-in failed, or the server no longer has it. */
  readonly error?: string;
  readonly loading: boolean;
  readonly details: boolean;
  readonly showDetails: () => void;
  /** Shows an issuance by its id. */
  readonly choose: (id: string) => void;
  /** Shows a new issuance. */
  readonly put: (issuance: ViewerIssuance) => void;
  readonly dismissError: () => void;
}

/** The issuance on the page. Its id is in the URL, so that reload, back and links work. */
export function useShown(): Shown {
  const [content, setContent] = useState<Content>({ arrival: 'SIGN_IN' });
  const [error, setError] = useState<string>();
  const [loading, setLoading] = useState(false);
  const [details, setDetails] = useState(() => remembered<boolean>('session', 'details') ?? false);
  const show = useMemo(() => latest<Content>((next) => setContent((old) => ({ ...next, previous: previousOf(old, next) }))), []);

  const showDetails = useCallback(() => {
    setDetails(true);
    remember('session', 'details', true);
  }, []);

  const load = useCallback(async (id: string, arrival: Arrival) => {
    setLoading(true);
    try {
      await show(async () => ({ issuance: await api.issuance(id), arrival }));
    } catch (failure) {
      setError(messageOf(failure));
    }
    setLoading(false);
  }, []);

  const choose = useCallback((id: string) => {
    visit(id);
    setError(undefined);
    showDetails();
    void load(id, 'CHOSEN');
  }, []);

  const put = useCallback((issuance: ViewerIssuance) => {
    visit(issuance.id);
    setError(undefined);
    showDetails();
    void show(() => Promise.resolve({ issuance, arrival: 'ISSUED' }));
  }, []);

  useEffect(() => {
    const read = (arrival: Arrival) => {
      const parts = new URLSearchParams(location.hash.slice(1));
      const id = parts.get('issuance');
      setError(parts.get('error') ?? undefined);
      if (id) void load(id, arrival);
    };
    const moved = () => read('CHOSEN');
    read('SIGN_IN');
    window.addEventListener('popstate', moved);
    return () => window.removeEventListener('popstate', moved);
  }, []);

  const dismissError = useCallback(() => {
    setError(undefined);
    if (location.hash.includes('error=')) history.replaceState(null, '', location.pathname);
  }, []);

  return { ...content, error, loading, details, showDetails, choose, put, dismissError };
}

function previousOf(old: Content, { issuance }: Content): ViewerIssuance | undefined {
  if (old.issuance?.id === issuance?.id) return old.previous;
  const same = (['pool', 'client', 'username'] as const).every((part) => old.issuance?.[part] === issuance?.[part]);
  return same ? old.issuance : undefined;
}

function visit(id: string): void {
  const address = `#${new URLSearchParams({ issuance: id })}`;
  if (location.hash !== address) history.pushState(null, '', address);
}
