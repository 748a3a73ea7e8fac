/** Only the runtime: the baseline of all other handlers. */
export const handler = (event: unknown): Promise<unknown> => Promise.resolve(event);
