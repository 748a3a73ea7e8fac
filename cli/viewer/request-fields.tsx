import { CheckList, SelectField, TextField } from './fields';
import { KeyValues } from './key-values';
import { canBeMachine, canSignIn, chosenScopes } from './request';
import { ClientPicker, PoolPicker } from './target-pickers';
import type { Issuing } from './use-issuing';
import type { ViewerState, ViewerUser } from '../src/viewer/contract';

const MACHINE = '\u0000machine';

export function RequestFields({ state, issuing }: { readonly state: ViewerState; readonly issuing: Issuing }) {
  const { setRequest, target: { pool, client, username, machine } } = issuing;
  return (
    <>
      <PoolPicker state={state} issuing={issuing} />
      <ClientPicker issuing={issuing} />
      {!pool && <p class="empty">The app has no user pool.</p>}
      {pool && !client && (
        <p class="empty">This user pool has no app client. Add one in the app, with <code>addClient()</code>, or choose another user pool.</p>
      )}
      {pool && client && (
        <SelectField label="User" value={machine ? MACHINE : username ?? ''}
          options={[
            ...pool.users.map((user) => ({ value: user.username, label: labelOf(user), disabled: !canSignIn(client) })),
            ...pool.users.length === 0 ? [{ value: '', label: 'No users' }] : [],
            { value: MACHINE, label: 'Machine (client credentials)', disabled: !canBeMachine(client) },
          ]}
          onChange={(chosen) => setRequest(chosen === MACHINE ? { machine: true } : { machine: false, username: chosen })} />
      )}
      {pool?.users.length === 0 && !machine && (
        <p class="empty">This pool has no users yet. Add one to <code>{state.usersFile}</code>; it shows here as soon as the file is saved.</p>
      )}
    </>
  );
}

/** Optional parts of a request. */
export function RequestOptions({ state, issuing }: { readonly state: ViewerState; readonly issuing: Issuing }) {
  const { request, setRequest, target: { client, machine } } = issuing;
  if (!client) return null;
  return (
    <div class="stack">
      <CheckList legend="Scopes" options={client.scopes} chosen={chosenScopes(request, client)} onChange={(scopes) => setRequest({ scopes })}>
        <TextField label="Other scopes" hint="Separated by spaces" value={request.otherScopes}
          onChange={(otherScopes) => setRequest({ otherScopes })} />
      </CheckList>
      {!machine && (
        <SelectField label="Trigger source" value={request.triggerSource}
          options={[{ value: '', label: 'Default' }, ...state.triggerSources.map((source) => ({ value: source, label: source }))]}
          onChange={(triggerSource) => setRequest({ triggerSource })} />
      )}
      <KeyValues legend="Client metadata" noun="metadata" rows={request.metadata} names={[]} onChange={(metadata) => setRequest({ metadata })} />
    </div>
  );
}

function labelOf({ username, attributes: { email } }: ViewerUser): string {
  return email && email !== username ? `${username} (${email})` : username;
}
