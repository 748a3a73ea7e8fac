/** Parses `true` or `false`, in any case. Undefined for other strings. */
export function toBoolean(text: string): boolean | undefined {
  return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined;
}
