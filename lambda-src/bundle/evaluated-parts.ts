import * as fs from 'fs';
import type { Plugin } from 'esbuild';
import * as ts from 'typescript';
import type { Documentation, EvaluatedOperator, Operator } from '../../src/ruleset/operators/operator';

/** What authors, templates and checks need to know of an operator. */
type Unevaluated = Exclude<keyof Operator, keyof EvaluatedOperator>;

const UNEVALUATED: { readonly [member in Unevaluated]: true } = {
  kind: true, yields: true, parameters: true, template: true, each: true, ofUser: true, level: true, infer: true, documentation: true,
};
/** By these an object is known for documentation, wherever it stands. */
const DOCUMENTATION: ReadonlyArray<keyof Documentation> = ['meaning', 'example'];

/** Takes out of the table of operators what is not evaluated: half of the code of the function, and nothing of what it does. */
export const EVALUATED_PARTS: Plugin = {
  name: 'evaluated-parts',
  setup: ({ onLoad }) => onLoad({ filter: /[\\/]src[\\/]ruleset[\\/]operators[\\/][a-z-]+\.ts$/ }, ({ path }) => ({
    loader: 'js',
    contents: ts.transpileModule(fs.readFileSync(path, 'utf8'), {
      fileName: path,
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
      transformers: { before: [evaluatedParts] },
    }).outputText,
  })),
};

const evaluatedParts: ts.TransformerFactory<ts.SourceFile> = context => {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    if (!ts.isObjectLiteralExpression(node)) {
      return ts.visitEachChild(node, visit, context);
    }
    const names = node.properties.map(nameOf);
    if (DOCUMENTATION.every(name => names.includes(name))) {
      return factory.createVoidZero();
    }
    const isOperator = names.includes('build') || names.includes('infer');
    const kept = isOperator ? node.properties.filter(member => !(nameOf(member) in UNEVALUATED)) : node.properties;
    return ts.visitEachChild(factory.updateObjectLiteralExpression(node, kept), visit, context);
  };
  return file => ts.visitEachChild(file, visit, context);
};

function nameOf({ name }: ts.ObjectLiteralElementLike): string {
  return name && ts.isIdentifier(name) ? name.text : '';
}
