import { useId } from 'preact/hooks';
import { EditState } from './edit-state';
import { itemsProblem } from './editables';
import { ErrorText, SelectField, TextField } from './fields';
import type { Issuing } from './use-issuing';
import type { Fault, ViewerTable } from '../src/viewer/contract';

const FAULTS = [
  { value: 'NONE', label: 'None: reads answer' },
  { value: 'SLOW', label: 'Slow: answers come late' },
  { value: 'FAIL', label: 'Fail: reads fail' },
];

interface Props {
  readonly table: ViewerTable;
  readonly items: Issuing['items'];
  readonly faults: Issuing['faults'];
}

export function TableEditor({ table, items, faults }: Props) {
  const fault = faults.value(table.name, table.fault);
  const faultError = faults.error(table.name);
  return (
    <fieldset class="group table-editor">
      <legend>{table.path}</legend>
      <p class="hint">Table <code>{table.name}</code>, key <code>{table.keys.join(', ')}</code></p>
      <ItemsField table={table} items={items} />
      <SelectField label="Fault" value={fault.kind} options={FAULTS}
        onChange={(kind) => faults.change(table.name, table.fault, { ...fault, kind: kind as Fault['kind'] })} />
      {fault.kind === 'SLOW' && (
        <TextField label="Delay in milliseconds" numeric value={fault.delay} error={faultError}
          onChange={(delay) => faults.change(table.name, table.fault, { ...fault, delay })} />
      )}
      {fault.kind !== 'SLOW' && faultError && <ErrorText>{faultError}</ErrorText>}
      <EditState edited={faults.isEdited(table.name)} overtaken={faults.isOvertaken(table.name, table.fault)} what={`the fault of ${table.path}`}
        onDiscard={() => faults.discard(table.name)} />
    </fieldset>
  );
}

function ItemsField({ table, items }: Pick<Props, 'table' | 'items'>) {
  const id = useId();
  const text = items.value(table.name, table.items);
  const problem = itemsProblem(text, table.keys) ?? items.error(table.name);
  return (
    <div class="field">
      <label for={id}>Items, as a JSON array</label>
      <textarea id={id} class="code" spellcheck={false} rows={Math.min(14, Math.max(4, text.split('\n').length))} value={text}
        aria-invalid={problem ? true : undefined} aria-describedby={problem ? `${id}-error` : undefined}
        onInput={(event) => items.change(table.name, table.items, event.currentTarget.value)} />
      {problem && <ErrorText id={`${id}-error`}>{problem}</ErrorText>}
      <EditState edited={items.isEdited(table.name)} overtaken={items.isOvertaken(table.name, table.items)} what={`the items of ${table.path}`}
        onDiscard={() => items.discard(table.name)} />
    </div>
  );
}
