import { SelectField } from './fields';
import type { Issuing } from './use-issuing';
import type { ViewerState } from '../src/viewer/contract';

/** The header and the form both show this picker, for the same selection. */
export function PoolPicker({ state, issuing }: { readonly state: ViewerState; readonly issuing: Issuing }) {
  return (
    <SelectField label="User pool" value={issuing.target.pool?.id ?? ''} options={state.pools.map(({ id, path }) => ({ value: id, label: path }))}
      onChange={(pool) => issuing.setRequest({ pool, client: undefined, username: undefined, scopes: undefined })} />
  );
}

export function ClientPicker({ issuing }: { readonly issuing: Issuing }) {
  const { pool, client } = issuing.target;
  return (
    <SelectField label="App client" value={client?.id ?? ''} options={(pool?.clients ?? []).map(({ id, path }) => ({ value: id, label: path }))}
      onChange={(chosen) => issuing.setRequest({ client: chosen, scopes: undefined })} />
  );
}
