/** Reads a stored value. Browsers may block storage (private windows, policies); then the viewer works without it. */
export function remembered<T>(storage: 'local' | 'session', key: string): T | undefined {
  try {
    const text = area(storage).getItem(name(key));
    return text === null ? undefined : JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

export function remember(storage: 'local' | 'session', key: string, value: unknown): void {
  try {
    area(storage).setItem(name(key), JSON.stringify(value));
  } catch {
    // Storage is optional.
  }
}

function area(storage: 'local' | 'session'): Storage {
  return storage === 'local' ? window.localStorage : window.sessionStorage;
}

function name(key: string): string {
  return `token-enricher.${key}`;
}
