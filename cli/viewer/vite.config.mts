import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds one file, `lib/viewer.html`, with one script and one style element: the server allows only these two, by their hashes. */
export default defineConfig({
  root: here('.'),
  publicDir: false,
  logLevel: 'warn',
  plugins: [viteSingleFile()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('../lib'),
    emptyOutDir: false,
    // Browsers that support light-dark() in style sheets. For older targets, Vite would rewrite it.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { input: here('./viewer.html') },
  },
});
