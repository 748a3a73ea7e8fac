/** Makes calls, and uses each response unless a later call has already responded, as responses can arrive out of order. */
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
