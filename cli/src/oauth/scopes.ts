/** The scopes in a `scope` parameter or claim. */
export function scopesOf(text: unknown): readonly string[] {
  return typeof text === 'string' ? text.split(' ').filter(scope => scope !== '') : [];
}
