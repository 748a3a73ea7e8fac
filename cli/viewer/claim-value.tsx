import { isStructure, partsOf, timeOf } from './changes';
import { Icon } from './icons';
import { Time } from './time';
import type { ExplainedClaim } from '../src/tokens/model';

const SHORT = 100;
const LONG = 400;

export function ClaimValue({ name, value }: { readonly name: string; readonly value: unknown }) {
  if (value === undefined) return <span class="none">none</span>;
  const time = timeOf(name, value);
  if (time !== undefined) return <span class="timed"><span class="value number">{String(value)}</span> <Time at={time} relative /></span>;
  const text = textOf(value);
  const shown = <span class={`value ${isStructure(value) ? 'structure' : typeof value}`}>{text}</span>;
  if (text.length <= LONG) return shown;
  return <details class="long"><summary>{text.length.toLocaleString()} characters</summary>{shown}</details>;
}

/** Formats structures on one line if they fit. Line breaks in strings are escaped, so the remaining ones are formatting. */
function textOf(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return text.length <= SHORT ? text.replace(/\n\s*/g, ' ') : text;
}

/** A list of strings, with the change of each element. */
export function ClaimParts({ claim }: { readonly claim: ExplainedClaim }) {
  const parts = partsOf(claim);
  if (!parts || parts.length === 0) return null;
  return (
    <ul class="parts">
      {parts.map(({ text, change }) => (
        <li key={`${change} ${text}`} class={`part ${change.toLowerCase()}`}>
          {change === 'ADDED' && <ins><span class="member"><Icon name="added" />{text}</span><span class="mark">added</span></ins>}
          {change === 'SUPPRESSED' && (
            <del><span class="member"><Icon name="suppressed" /><span class="gone">{text}</span></span><span class="mark">suppressed</span></del>
          )}
          {change === 'NONE' && text}
        </li>
      ))}
    </ul>
  );
}
