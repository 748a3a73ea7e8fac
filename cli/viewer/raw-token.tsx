import { Fragment } from 'preact';
import { CodeBlock } from './code-block';
import { Fold } from './fold';

const PARTS = ['header', 'payload', 'signature'] as const;

/** The token as it is sent, its three parts told apart by color, and by the dots between them. */
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
