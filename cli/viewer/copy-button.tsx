import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icons';

const SHOWN_MILLISECONDS = 2500;

interface Props {
  readonly text: string;
  readonly label: string;
  /** Accessible name, if the label does not say what is copied. */
  readonly name?: string;
  readonly primary?: boolean;
}

export function CopyButton({ text, label, name, primary }: Props) {
  const [result, setResult] = useState('');
  useEffect(() => {
    if (result === '') return undefined;
    const timer = setTimeout(() => setResult(''), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = async () => setResult(await copied(text) ? 'Copied' : 'Not copied: select the text instead');
  return (
    <span class="copy">
      <button type="button" class={primary ? 'button' : 'button small'} aria-label={name} onClick={() => void copy()}>
        <Icon name="copy" />{label}
      </button>
      <span role="status" class="copy-result">{result}</span>
    </span>
  );
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

/** Fallback without clipboard access: the page was opened with the address of the machine instead of `localhost`. */
function copiedBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
