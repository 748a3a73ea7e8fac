import * as fs from 'fs';
import type { Plugin } from 'esbuild';
import * as ts from 'typescript';
import { evaluatedParts } from './evaluated-parts';

/** Where the table of operators is. */
const OPERATORS = /[\\/]src[\\/]ruleset[\\/]operators[\\/]/;

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
      transformers: { before: [...OPERATORS.test(path) ? [evaluatedParts] : [], compiledAtOnce] },
    }).outputText,
  })),
};

/**
 * An arrow function within another function V8 reads twice: with the other one, and when it is called, as nearly all of them are before
 * the first token. A function in parentheses it compiles at once.
 *
 * @see https://v8.dev/blog/preparser#pife
 */
const compiledAtOnce: ts.TransformerFactory<ts.SourceFile> = context => file => {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, context);
    if (!ts.isArrowFunction(node) || !ts.isArrowFunction(visited) || hasOuterThis(node)) {
      return visited;
    }
    const { modifiers, parameters, body } = visited;
    const block = ts.isBlock(body) ? body : factory.createBlock([factory.createReturnStatement(body)]);
    const replacement = factory.createFunctionExpression(modifiers, undefined, undefined, undefined, parameters, undefined, block);
    return factory.createParenthesizedExpression(replacement);
  };
  return ts.visitEachChild(file, visit, context);
};

/** Only an arrow function has the `this` of what is around it. */
function hasOuterThis(node: ts.Node): boolean {
  return ts.forEachChild(node, child =>
    child.kind === ts.SyntaxKind.ThisKeyword || (!ts.isFunctionExpression(child) && !ts.isClassLike(child) && hasOuterThis(child))) ?? false;
}
