/** Parses client metadata: a JSON object of strings. Returns null for anything else. */
export function parseClientMetadata(text: string): Readonly<Record<string, string>> | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const isMap = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) && Object.values(parsed).every(value => typeof value === 'string');
  return isMap ? parsed as Record<string, string> : null;
}
