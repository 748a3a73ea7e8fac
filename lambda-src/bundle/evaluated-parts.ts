import * as ts from 'typescript';
import type { Documentation, EvaluatedOperator, Operand, Operator, Parameter } from '../../src/core/operators/operator';

/** What authors, templates and checks need to know of an operator, of its operands, and of its constants. */
const OF_OPERATORS: { readonly [member in Exclude<keyof Operator, keyof EvaluatedOperator>]: true } = {
  kind: true, yields: true, parameters: true, template: true, each: true, ofUser: true, infer: true, documentation: true,
};
const OF_OPERANDS: { readonly [member in Exclude<keyof Operand, keyof EvaluatedOperator['operands'][number]>]: true } = {
  name: true, yields: true, members: true, instead: true, optional: true, rest: true,
};
const OF_PARAMETERS: { readonly [member in keyof Parameter]-?: true } = { name: true, type: true, least: true, optional: true, mayBeEmpty: true };

/** By these an object is known, wherever it stands. */
const DOCUMENTATION: ReadonlyArray<keyof Documentation> = ['meaning', 'example'];
const OPERATOR: ReadonlyArray<keyof Operator> = ['build', 'infer', 'operands'];
const OPERAND: ReadonlyArray<keyof Operand> = ['yields', 'instead'];
const PARAMETER: ReadonlyArray<keyof Parameter> = ['name', 'type'];

/** What this module makes is known before any token is issued. */
const INFERENCE = './inference';

/** Takes out of the table of operators what is not evaluated: half of the code of the function, and nothing of what it does. */
export const evaluatedParts: ts.TransformerFactory<ts.SourceFile> = context => file => {
  const { factory } = context;
  const inferring = importsOf(file, INFERENCE);
  const visit = (node: ts.Node): ts.Node => {
    if (isInference(node, inferring)) {
      return factory.createVoidZero();
    }
    if (!ts.isObjectLiteralExpression(node)) {
      return ts.visitEachChild(node, visit, context);
    }
    const names = node.properties.map(nameOf);
    const has = (name: string): boolean => names.includes(name);
    const isParameter = PARAMETER.every(has) && names.every(name => name in OF_PARAMETERS);
    if (isParameter || DOCUMENTATION.every(has)) {
      return factory.createVoidZero();
    }
    const left = OPERATOR.some(has) ? OF_OPERATORS : OPERAND.some(has) ? OF_OPERANDS : {};
    const kept = node.properties.filter(member => !(nameOf(member) in left));
    return ts.visitEachChild(factory.updateObjectLiteralExpression(node, kept), visit, context);
  };
  return ts.visitEachChild(file, visit, context);
};

/** The names of values that a file imports from a module. */
function importsOf(file: ts.SourceFile, module: string): ReadonlySet<string> {
  return new Set(file.statements.filter(ts.isImportDeclaration).flatMap(({ moduleSpecifier, importClause }) => {
    const bindings = (moduleSpecifier as ts.StringLiteral).text === module ? importClause?.namedBindings : undefined;
    return bindings && ts.isNamedImports(bindings) ? bindings.elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name }) => name.text) : [];
  }));
}

/** A call of one of these, or a constant: not where it is imported, and not a member of the same name. */
function isInference(node: ts.Node, names: ReadonlySet<string>): boolean {
  if (ts.isCallExpression(node)) {
    return ts.isIdentifier(node.expression) && names.has(node.expression.text);
  }
  const { parent } = node;
  return ts.isIdentifier(node) && names.has(node.text)
    && !ts.isImportSpecifier(parent) && !ts.isPropertyAssignment(parent) && !ts.isPropertyAccessExpression(parent);
}

function nameOf({ name }: ts.ObjectLiteralElementLike): string {
  return name && ts.isIdentifier(name) ? name.text : '';
}
