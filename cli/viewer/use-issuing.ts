import { useEffect, useState } from 'preact/hooks';
import { api, loginUrl, messageOf } from './api';
import { FAULT_EDIT, ITEMS_EDIT, itemsProblem, USER_EDIT, userKey, type FaultEdit, type Items, type UserEdit } from './editables';
import { bodyOf, NEW_REQUEST, targetOf, type RequestEdit, type Target } from './request';
import { remember, remembered } from './storage';
import { useEdits, type Edits } from './use-edits';
import type { Server } from './use-server';
import type { Fault, UserBody, ViewerIssuance } from '../src/viewer/contract';

export interface Issuing {
  readonly request: RequestEdit;
  readonly setRequest: (change: Partial<RequestEdit>) => void;
  readonly target: Target;
  readonly users: Edits<UserEdit, UserBody>;
  readonly items: Edits<string, Items>;
  readonly faults: Edits<FaultEdit, Fault>;
  readonly busy: boolean;
  /** Shown next to the button of each action. */
  readonly error?: string;
  readonly loginError?: string;
  readonly issue: () => Promise<void>;
  /** Leaves the page for the sign-in page. */
  readonly login: () => Promise<void>;
}

/** All inputs of the next tokens: their subject, and the edits that are saved before. */
export function useIssuing(server: Server, onIssued: (issuance: ViewerIssuance) => void): Issuing {
  const [request, replaceRequest] = useState<RequestEdit>(() => ({ ...NEW_REQUEST, ...remembered<RequestEdit>('session', 'request') }));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly of: 'ISSUE' | 'LOGIN'; readonly message: string }>();
  const users = useEdits(USER_EDIT, server.update);
  const items = useEdits(ITEMS_EDIT, server.update);
  const faults = useEdits(FAULT_EDIT, server.update);
  useEffect(() => remember('session', 'request', request), [request]);

  const { state } = server;
  const target: Target = state ? targetOf(state, request) : { machine: false };

  const saveAll = async (): Promise<void> => {
    if (!state) return;
    const tables = state.tables.map(({ name }) => name);
    for (const { name, path, keys, items: saved } of state.tables) {
      const problem = items.isEdited(name) ? itemsProblem(items.value(name, saved), keys) : undefined;
      if (problem) throw new Error(`The items of ${path} cannot be saved. ${problem}`);
    }
    const problems = await Promise.all([
      users.save(state.pools.flatMap((pool) => pool.users.map(({ username }) => userKey(pool.id, username)))),
      items.save(tables),
      faults.save(tables),
    ]);
    const [problem] = problems.flat();
    if (problem) throw new Error(`Not all edits could be saved. ${problem}`);
  };

  /** The next edit clears a message about edits. */
  const clearing = <T, B>(edits: Edits<T, B>): Edits<T, B> => ({
    ...edits,
    change: (...edit) => {
      setFailure(undefined);
      edits.change(...edit);
    },
    discard: (key) => {
      setFailure(undefined);
      edits.discard(key);
    },
  });

  const run = async (of: 'ISSUE' | 'LOGIN', action: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await saveAll();
      await action();
    } catch (error) {
      setFailure({ of, message: messageOf(error) });
    }
    setBusy(false);
  };

  return {
    request,
    setRequest: (change) => {
      replaceRequest((old) => ({ ...old, ...change }));
      setFailure(undefined);
    },
    target,
    users: clearing(users),
    items: clearing(items),
    faults: clearing(faults),
    busy,
    error: failure?.of === 'ISSUE' ? failure.message : undefined,
    loginError: failure?.of === 'LOGIN' ? failure.message : undefined,
    issue: () => run('ISSUE', async () => {
      const body = bodyOf(request, target);
      if (body) onIssued(await api.issue(body));
    }),
    login: () => run('LOGIN', () => {
      if (target.pool && target.client) location.assign(loginUrl(target.pool.id, target.client.id));
      return Promise.resolve();
    }),
  };
}
