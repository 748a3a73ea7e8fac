import type { ComponentChildren } from 'preact';

interface Props {
  readonly title: string;
  readonly note?: string;
  readonly open?: boolean;
  readonly children: ComponentChildren;
}

/** Opened and closed by the reader: `open` is how it begins, and no render changes it. */
export function Fold({ title, note, open, children }: Props) {
  return (
    <details class="fold" ref={open ? openOnce : undefined}>
      <summary><span>{title}</span>{' '}{note && <span class="note">{note}</span>}</summary>
      <div class="fold-body">{children}</div>
    </details>
  );
}

const opened = new WeakSet<HTMLDetailsElement>();

function openOnce(element: HTMLDetailsElement | null): void {
  if (!element || opened.has(element)) return;
  opened.add(element);
  element.open = true;
}
