const PATHS = {
  added: 'M8 3v10M3 8h10',
  suppressed: 'M3 8h10',
  changed: 'M3 6h9l-2.5-2.5M13 10H4l2.5 2.5',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  cross: 'M4 4l8 8M12 4l-8 8',
  warning: 'M8 2.5l6 11H2zM8 6.5v3.2M8 11.6v.4',
  dash: 'M4.5 8h7',
  copy: 'M6 6V3h7v7h-3M3 6h7v7H3z',
  shadow: 'M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4zM8 7.2a.8.8 0 1 1 0 1.6.8.8 0 0 1 0-1.6z',
  swap: 'M4 3v10M4 13l-2-2M4 13l2-2M12 13V3M12 3l-2 2M12 3l2 2',
  info: 'M8 7.2v4M8 4.6v.2M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8z',
} as const;

export type IconName = keyof typeof PATHS;

/** Decorative: the text next to the icon has the same meaning. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
