/** How Jest's transpiler turns TypeScript, or ECMAScript modules, into CommonJS for the oldest Node.js of the tests. */
export function transpilerOptions({ jsx = false }: { readonly jsx?: boolean } = {}): Record<string, unknown> {
  return {
    jsc: {
      parser: { syntax: 'typescript', tsx: jsx },
      target: 'es2023',
      ...jsx && { transform: { react: { runtime: 'automatic', importSource: 'preact' } } },
    },
    // tests have no ECMAScript modules, so an import at run time is a require
    module: { type: 'commonjs', ignoreDynamic: false },
    sourceMaps: 'inline',
  };
}
