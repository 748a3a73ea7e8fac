/** What a string says that is `true` or `false`, in small or capital letters. */
export function toBoolean(text: string): boolean | undefined {
  return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined;
}
