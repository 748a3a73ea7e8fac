import type { ComponentChildren } from 'preact';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Section({ id, title, hint, aside, children }: Props) {
  return (
    <section class="section" aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id} tabIndex={-1}>{title}</h2>
        {hint && <p class="hint">{hint}</p>}
        {aside}
      </div>
      {children}
    </section>
  );
}

export interface SectionLink {
  readonly id: string;
  readonly label: string;
}

export function SectionLinks({ sections }: { readonly sections: readonly SectionLink[] }) {
  return (
    <nav class="section-links" aria-label="On this page">
      <ul>{sections.map(({ id, label }) => <li key={id}><PageLink id={id}>{label}</PageLink></li>)}</ul>
    </nav>
  );
}

/** A link within the page that does not change the URL, which contains the id of the issuance. */
export function PageLink({ id, kind, children }: { readonly id: string; readonly kind?: string; readonly children: ComponentChildren }) {
  return (
    <a class={kind} href={`#${id}`} onClick={(event) => {
      event.preventDefault();
      goTo(id);
    }}>{children}</a>
  );
}

export function goTo(id: string): void {
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: 'start' });
  element?.focus({ preventScroll: true });
}
