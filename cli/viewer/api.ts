import type { Fault, IssuanceSummary, IssueBody, ItemsBody, UserBody, ViewerError, ViewerIssuance, ViewerState } from '../src/viewer/contract';

/** A failed call. Its message is shown on the page. */
export class ApiError extends Error {
  /** Undefined if the server did not respond at all. */
  readonly status?: number;

  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

export const api = {
  state: () => call<ViewerState>('GET', '/state'),
  issuances: () => call<IssuanceSummary[]>('GET', '/issuances'),
  issuance: (id: string) => call<ViewerIssuance>('GET', `/issuances/${encodeURIComponent(id)}`),
  issue: (body: IssueBody) => call<ViewerIssuance>('POST', '/issue', body),
  putUser: (pool: string, username: string, body: UserBody) =>
    call<ViewerState>('PUT', `/users/${encodeURIComponent(pool)}/${encodeURIComponent(username)}`, body),
  putItems: (table: string, body: ItemsBody) => call<ViewerState>('PUT', `/tables/${encodeURIComponent(table)}/items`, body),
  putFault: (table: string, body: Fault) => call<ViewerState>('PUT', `/tables/${encodeURIComponent(table)}/fault`, body),
};

export function loginUrl(pool: string, client: string): string {
  return `/api/login?${new URLSearchParams({ pool, client })}`;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/api${path}`, {
    method,
    cache: 'no-store',
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    throw new ApiError('The server does not answer. Is “token-enricher serve” still running?');
  });
  const text = await response.text();
  if (!response.ok) throw new ApiError(errorIn(text) ?? `The server answered ${response.status} ${response.statusText}`, response.status);
  return JSON.parse(text) as T;
}

function errorIn(text: string): string | undefined {
  try {
    return (JSON.parse(text) as Partial<ViewerError>).error;
  } catch {
    return undefined;
  }
}
