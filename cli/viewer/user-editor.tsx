import { EditState } from './edit-state';
import { userKey, type UserEdit } from './editables';
import { CheckList, ErrorText, TextField } from './fields';
import { KeyValues } from './key-values';
import type { Issuing } from './use-issuing';
import type { ViewerPool, ViewerUser } from '../src/viewer/contract';

const STANDARD_ATTRIBUTES = ['email', 'email_verified', 'family_name', 'given_name', 'locale', 'name', 'nickname',
  'phone_number', 'phone_number_verified', 'preferred_username', 'profile', 'zoneinfo'];

interface Props {
  readonly pool: ViewerPool;
  readonly user: ViewerUser;
  readonly edits: Issuing['users'];
}

export function UserEditor({ pool, user, edits }: Props) {
  const key = userKey(pool.id, user.username);
  const body = { attributes: user.attributes, groups: user.groups };
  const edit = edits.value(key, body);
  const change = (part: Partial<UserEdit>) => edits.change(key, body, { ...edit, ...part });
  const error = edits.error(key);
  return (
    <div class="stack">
      <EditState edited={edits.isEdited(key)} overtaken={edits.isOvertaken(key, body)} what={user.username} onDiscard={() => edits.discard(key)} />
      {error && <ErrorText>{error}</ErrorText>}
      <KeyValues key={`attributes ${key}`} legend="Attributes" noun="attribute" rows={edit.rows}
        names={[...pool.customAttributes, ...STANDARD_ATTRIBUTES]} onChange={(rows) => change({ rows })} />
      <CheckList legend="Groups" options={[...new Set([...pool.groups, ...user.groups, ...edit.groups])]} chosen={edit.groups}
        onChange={(groups) => change({ groups })}>
        <TextField label="Other groups" hint="Separated by spaces" value={edit.otherGroups} onChange={(otherGroups) => change({ otherGroups })} />
      </CheckList>
    </div>
  );
}
