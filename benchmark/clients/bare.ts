/** Nothing but Node.js: what every other variant is measured from. */
export const get = (): Promise<unknown> => Promise.resolve({});
