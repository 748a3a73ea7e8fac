/** Writes one line for a step, with names and ids. Never contains settings of the pool. */
export function log(level: 'INFO' | 'WARN' | 'ERROR', message: string, more: { readonly [name: string]: unknown } = {}): void {
  process.stdout.write(`${JSON.stringify({ level, message, ...more })}\n`);
}
