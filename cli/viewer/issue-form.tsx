import { words } from './editables';
import { ErrorText } from './fields';
import { Fold } from './fold';
import { chosenScopes } from './request';
import { RequestFields, RequestOptions } from './request-fields';
import { TableEditor } from './table-editor';
import type { Issuing } from './use-issuing';
import { UserEditor } from './user-editor';
import type { ViewerClient, ViewerState } from '../src/viewer/contract';

export function IssueForm({ state, issuing }: { readonly state: ViewerState; readonly issuing: Issuing }) {
  const { target, users, items, faults, busy, error } = issuing;
  const user = target.pool?.users.find(({ username }) => username === target.username);
  const edited = [...state.tables.flatMap(({ name }) => [items.isEdited(name), faults.isEdited(name)])].filter(Boolean).length;
  const ready = target.client !== undefined && (target.machine || user !== undefined);
  return (
    <form class="issue-form" onSubmit={(event) => {
      event.preventDefault();
      if (ready) void issuing.issue();
    }}>
      <RequestFields state={state} issuing={issuing} />
      {target.pool && user && (
        <Fold title={`User ${user.username}`} open>
          <UserEditor pool={target.pool} user={user} edits={users} />
        </Fold>
      )}
      {target.client && (
        <Fold title="Request" note={noteOf(issuing, target.client)}><RequestOptions state={state} issuing={issuing} /></Fold>
      )}
      {state.tables.length > 0 && (
        <Fold title="Tables and faults" note={edited > 0 ? 'edited' : String(state.tables.length)}>
          {state.tables.map((table) => <TableEditor key={table.name} table={table} items={items} faults={faults} />)}
        </Fold>
      )}
      <div class="submit">
        {error && <ErrorText alert>{error}</ErrorText>}
        <button type="submit" class="button primary wide" disabled={!ready} aria-disabled={busy}>{busy ? 'Issuing…' : 'Issue tokens'}</button>
        <p class="hint">Edits count for this run of the server. They are not written to <code>{state.usersFile}</code>.</p>
      </div>
    </form>
  );
}

function noteOf({ request }: Issuing, client: ViewerClient): string {
  const count = chosenScopes(request, client).length + words(request.otherScopes).length;
  const trigger = request.triggerSource.replace('TokenGeneration_', '');
  return [count === 1 ? '1 scope' : `${count} scopes`, trigger, request.metadata.length > 0 && 'metadata'].filter(Boolean).join(', ');
}
