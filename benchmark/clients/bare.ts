/** Only Node.js: the baseline of all other variants. */
export const get = (): Promise<unknown> => Promise.resolve({});
