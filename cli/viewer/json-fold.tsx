import { useState } from 'preact/hooks';
import { CodeBlock } from './code-block';
import { CopyButton } from './copy-button';

/** Rendered only when expanded, as events of large tokens are long. */
export function JsonFold({ title, value }: { readonly title: string; readonly value: unknown }) {
  const [open, setOpen] = useState(false);
  const text = JSON.stringify(value, null, 2);
  return (
    <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary><span>{title}</span></summary>
      {open && (
        <div class="fold-body">
          <CopyButton text={text} label="Copy JSON" name={`Copy JSON: ${title}`} />
          <CodeBlock name={title}>{text}</CodeBlock>
        </div>
      )}
    </details>
  );
}
