import type { ComponentChildren } from 'preact';

/** Code scrolls in its own box, which must be focusable so that it can be scrolled with the keyboard. */
export function CodeBlock({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return <pre class="code-block" role="group" aria-label={name} tabIndex={0}><code>{children}</code></pre>;
}
