interface Props {
  readonly edited: boolean;
  readonly overtaken: boolean;
  readonly what: string;
  readonly onDiscard: () => void;
}

/** Says that there are edits to save, and that the server has something else by now. */
export function EditState({ edited, overtaken, what, onDiscard }: Props) {
  if (!edited) return null;
  return (
    <p class="edit-state">
      <span>{overtaken ? 'Changed on the server meanwhile; your edits are kept.' : 'Edited. Saved when you issue tokens or log in.'}</span>{' '}
      <button type="button" class="link" aria-label={`Discard edits of ${what}`} onClick={onDiscard}>Discard edits</button>
    </p>
  );
}
