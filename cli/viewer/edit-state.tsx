interface Props {
  readonly edited: boolean;
  readonly overtaken: boolean;
  readonly what: string;
  readonly onDiscard: () => void;
}

/** Shows that there are unsaved edits, and that the value on the server has changed since. */
export function EditState({ edited, overtaken, what, onDiscard }: Props) {
  if (!edited) return null;
  return (
    <p class="edit-state">
      <span>{overtaken ? 'Changed on the server meanwhile; your edits are kept.' : 'Edited. Saved when you issue tokens or log in.'}</span>{' '}
      <button type="button" class="link" aria-label={`Discard edits of ${what}`} onClick={onDiscard}>Discard edits</button>
    </p>
  );
}
