/** The scopes of a parameter, or of a claim. */
export function scopesOf(text: unknown): readonly string[] {
  return typeof text === 'string' ? text.split(' ').filter(scope => scope !== '') : [];
}
