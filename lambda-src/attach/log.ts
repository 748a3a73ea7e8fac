/** One line for each step, with names and ids, and nothing of what the pool is set to. */
export function log(level: 'INFO' | 'WARN' | 'ERROR', message: string, more: { readonly [name: string]: unknown } = {}): void {
  process.stdout.write(`${JSON.stringify({ level, message, ...more })}\n`);
}
