import * as ts from 'typescript';
import { seldomIn } from './seldom';

/**
 * An arrow function within another function V8 reads twice: with the other one, and when it is called, as nearly all of them are before
 * the first token. A function in parentheses it compiles at once.
 *
 * @see https://v8.dev/blog/preparser#pife
 */
export const withoutArrows: ts.TransformerFactory<ts.SourceFile> = context => file => {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, context);
    if (!ts.isArrowFunction(node) || !ts.isArrowFunction(visited) || hasOuterThis(node)) {
      return visited;
    }
    const { modifiers, parameters, body } = visited;
    const block = ts.isBlock(body) ? body : factory.createBlock([factory.createReturnStatement(body)]);
    return compiledAtOnce(factory, modifiers, parameters, block);
  };
  return ts.visitEachChild(file, visit, context);
};

/** Only an arrow function has the `this` of what is around it. */
function hasOuterThis(node: ts.Node): boolean {
  return ts.forEachChild(node, child =>
    child.kind === ts.SyntaxKind.ThisKeyword || (!ts.isFunctionExpression(child) && !ts.isClassLike(child) && hasOuterThis(child))) ?? false;
}

/** Neither does V8 compile methods before they are called. Classes that extend another stay classes. */
export const withoutClasses: ts.TransformerFactory<ts.SourceFile> = context => file => {
  const { factory } = context;
  const seldom = seldomIn(file);
  const visit = (node: ts.Node): ts.Node => {
    if (!ts.isClassDeclaration(node) || node.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)) {
      return node;
    }
    const own = node.members.find(ts.isConstructorDeclaration);
    const [ofClass, ofObjects] = [true, false].map(isStatic => node.members
      .filter(member => member !== own && hasModifier(member, ts.SyntaxKind.StaticKeyword) === isStatic)
      .map(member => descriptorOf(factory, member, seldom)));
    const constructor = compiledAtOnce(factory, undefined, own?.parameters ?? [], own?.body ?? factory.createBlock([]));
    const prototype = define(factory, factory.createPropertyAccessExpression(constructor, 'prototype'), ofObjects);
    const made = factory.createPropertyAccessExpression(prototype, 'constructor');
    const whole = ofClass.length > 0 ? define(factory, made, ofClass) : made;
    const declaration = factory.createVariableDeclaration(node.name!, undefined, undefined, whole);
    return factory.createVariableStatement(node.modifiers, factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const));
  };
  return ts.visitEachChild(file, visit, context);
};

/** A method, or what gives a property. */
function descriptorOf(factory: ts.NodeFactory, member: ts.ClassElement, seldom: readonly string[]): ts.PropertyAssignment {
  if ((!ts.isMethodDeclaration(member) || member.asteriskToken) && !ts.isGetAccessorDeclaration(member)) {
    throw new Error(`a member of a class that nobody knows: ${ts.SyntaxKind[member.kind]}`);
  }
  const modifiers = hasModifier(member, ts.SyntaxKind.AsyncKeyword) ? [factory.createModifier(ts.SyntaxKind.AsyncKeyword)] : undefined;
  const given = compiledAtOnce(factory, modifiers, member.parameters, member.body!, seldom.includes((member.name as ts.Identifier).text));
  const kind = ts.isMethodDeclaration(member) ? 'value' : 'get';
  return factory.createPropertyAssignment(member.name, factory.createObjectLiteralExpression([factory.createPropertyAssignment(kind, given)]));
}

function hasModifier(member: ts.ClassElement, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(modifier => modifier.kind === kind) === true;
}

/** An expression, as a statement that does something could not be left out of an asset. */
function define(factory: ts.NodeFactory, object: ts.Expression, descriptors: readonly ts.PropertyAssignment[]): ts.Expression {
  return factory.createCallExpression(
    factory.createPropertyAccessExpression(factory.createIdentifier('Object'), 'defineProperties'), undefined,
    [object, factory.createObjectLiteralExpression(descriptors)],
  );
}

/** @param isSeldom it is compiled when it is called */
function compiledAtOnce(
  factory: ts.NodeFactory,
  modifiers: readonly ts.Modifier[] | undefined,
  parameters: readonly ts.ParameterDeclaration[],
  body: ts.Block,
  isSeldom = false,
): ts.Expression {
  const expression = factory.createFunctionExpression(modifiers, undefined, undefined, undefined, parameters, undefined, body);
  return isSeldom ? expression : factory.createParenthesizedExpression(expression);
}
