import type { ComponentChildren } from 'preact';

interface Props {
  readonly title: string;
  readonly note?: string;
  readonly open?: boolean;
  readonly children: ComponentChildren;
}

/** The reader expands and collapses the section. `open` is the initial state, and no render changes it later. */
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
