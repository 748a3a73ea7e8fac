import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { Row } from './editables';
import { Icon } from './icons';

interface Props {
  readonly legend: string;
  /** Noun for a row, such as `attribute`. */
  readonly noun: string;
  readonly rows: readonly Row[];
  readonly names: readonly string[];
  readonly onChange: (rows: Row[]) => void;
}

export function KeyValues({ legend, noun, rows, names, onChange }: Props) {
  const id = useId();
  const list = useRef<HTMLFieldSetElement>(null);
  const focusNext = useRef<string | undefined>(undefined);
  // Adding moves the focus to the new row, removing to the button below it, so that keyboard users keep their place.
  useLayoutEffect(() => {
    if (focusNext.current) list.current?.querySelector<HTMLElement>(focusNext.current)?.focus();
    focusNext.current = undefined;
  });
  const set = (row: Row, change: Partial<Row>) => onChange(rows.map((other) => (other.id === row.id ? { ...other, ...change } : other)));
  const add = () => {
    focusNext.current = 'li:last-of-type input';
    onChange([...rows, { id: Math.max(-1, ...rows.map((row) => row.id)) + 1, name: '', value: '' }]);
  };
  const remove = (row: Row) => {
    focusNext.current = '.add';
    onChange(rows.filter((other) => other.id !== row.id));
  };
  return (
    <fieldset class="group" ref={list}>
      <legend>{legend}</legend>
      <datalist id={id}>{names.map((name) => <option key={name} value={name} />)}</datalist>
      {rows.length > 0 && (
        <ul class="pairs">
          {rows.map((row, place) => (
            <li key={row.id}>
              <input type="text" aria-label={`Name of ${noun} ${place + 1}`} placeholder="name" list={id} title={row.name}
                autocomplete="off" spellcheck={false} value={row.name} onInput={(event) => set(row, { name: event.currentTarget.value })} />
              <input type="text" aria-label={`Value of ${row.name || `${noun} ${place + 1}`}`} placeholder="value"
                autocomplete="off" spellcheck={false} value={row.value} onInput={(event) => set(row, { value: event.currentTarget.value })} />
              <button type="button" class="button icon-only" title="Remove"
                aria-label={`Remove ${row.name || `${noun} ${place + 1}`}`} onClick={() => remove(row)}>
                <Icon name="cross" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <button type="button" class="button small add" onClick={add}><Icon name="added" />Add {noun}</button>
    </fieldset>
  );
}
