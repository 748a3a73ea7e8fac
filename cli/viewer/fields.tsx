import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
  readonly hint?: string;
}

export function SelectField({ label, value, options, onChange, hint }: SelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} disabled={options.length === 0} aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}>
        {options.length === 0 && <option value="">None</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled} selected={option.value === value}>{option.label}</option>
        ))}
      </select>
      {hint && <p id={`${id}-hint`} class="hint">{hint}</p>}
    </div>
  );
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly error?: string;
  readonly numeric?: boolean;
}

export function TextField({ label, value, onChange, hint, error, numeric }: TextProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} type="text" inputMode={numeric ? 'numeric' : undefined} autocomplete="off" spellcheck={false} value={value}
        aria-invalid={error ? true : undefined} aria-describedby={described || undefined} onInput={(event) => onChange(event.currentTarget.value)} />
      {hint && <p id={`${id}-hint`} class="hint">{hint}</p>}
      {error && <ErrorText id={`${id}-error`}>{error}</ErrorText>}
    </div>
  );
}

interface CheckListProps {
  readonly legend: string;
  readonly options: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
  readonly children?: ComponentChildren;
}

export function CheckList({ legend, options, chosen, onChange, children }: CheckListProps) {
  return (
    <fieldset class="group">
      <legend>{legend}</legend>
      <div class="checks">
        {options.map((option) => (
          <label key={option} class="check">
            <input type="checkbox" checked={chosen.includes(option)}
              onChange={(event) => onChange(event.currentTarget.checked ? [...chosen, option] : chosen.filter((other) => other !== option))} />
            <span>{option}</span>
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  );
}

interface ErrorProps {
  readonly id?: string;
  /** Announced immediately by screen readers: for the result of a button, not for input that is being typed. */
  readonly alert?: boolean;
  readonly children: ComponentChildren;
}

export function ErrorText({ id, alert, children }: ErrorProps) {
  return <p id={id} class="error-text" role={alert ? 'alert' : undefined}>{children}</p>;
}
