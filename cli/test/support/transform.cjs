const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

/** TypeScript and ECMAScript modules become CommonJS for Jest; the compiler checks types by itself, before the tests. */
module.exports = {
  process: (text, file) => {
    const loader = /\.tsx$/.test(file) ? 'tsx' : /\.[mc]?ts$/.test(file) ? 'ts' : 'js';
    return transformSync(text, { loader, format: 'cjs', target: 'node20', sourcefile: file, sourcemap: 'inline', supported: { 'dynamic-import': false } });
  },
  getCacheKey: (text, file) => createHash('sha256').update(`${version}\0${file}\0${text}`).digest('hex'),
};
