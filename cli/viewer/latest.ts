/** Makes calls, and uses each answer unless the one of a later call has been used already: answers may come out of order. */
export function latest<T>(use: (value: T) => void): (call: () => Promise<T>) => Promise<T> {
  let started = 0;
  let used = 0;
  return async (call) => {
    started += 1;
    const number = started;
    const value = await call();
    if (number > used) {
      used = number;
      use(value);
    }
    return value;
  };
}
