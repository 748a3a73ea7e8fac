import * as fs from 'fs';
import type { Plugin } from 'esbuild';
import * as ts from 'typescript';
import { withoutArrows, withoutClasses } from './compiled-at-once';
import { evaluatedParts } from './evaluated-parts';
import { withoutSeldom } from './seldom';

/** Where the table of operators is. */
const OPERATORS = /[\\/]src[\\/]core[\\/]operators[\\/]/;

/** What V8 does at every start is done less of, or sooner. */
export const QUICK_TO_START: Plugin = {
  name: 'quick-to-start',
  setup: ({ onLoad }) => onLoad({ filter: /[\\/](lambda-src|src)[\\/].*\.ts$/ }, ({ path }) => ({
    loader: 'js',
    contents: ts.transpileModule(fs.readFileSync(path, 'utf8'), {
      fileName: path,
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        // a class without functions that make its members
        useDefineForClassFields: false,
        inlineSourceMap: true,
        inlineSources: true,
      },
      transformers: { before: [...OPERATORS.test(path) ? [evaluatedParts] : [], withoutSeldom, withoutArrows], after: [withoutClasses] },
    }).outputText,
  })),
};
