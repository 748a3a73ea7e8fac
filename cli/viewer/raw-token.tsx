import { Fragment } from 'preact';
import { CodeBlock } from './code-block';
import { Fold } from './fold';

const PARTS = ['header', 'payload', 'signature'] as const;

/** Shows the encoded token. Colors and the dots between them distinguish its three parts. */
export function RawToken({ raw, title }: { readonly raw: string; readonly title: string }) {
  const segments = raw.split('.');
  return (
    <Fold title="Raw token">
      <p class="legend">{PARTS.map((part) => <span key={part} class={`jwt-${part}`}>{part}</span>)}</p>
      <CodeBlock name={`Raw ${title}`}>
        {segments.map((segment, place) => (
          <Fragment key={place}>{place > 0 && <span class="dot">.</span>}<span class={`jwt-${PARTS[place]}`}>{segment}</span></Fragment>
        ))}
      </CodeBlock>
    </Fold>
  );
}
