import * as ts from 'typescript';

/** The statements of a function that returns props, then its props without their braces, as a user writes them. */
export interface ExampleText {
  readonly statements: readonly string[];
  readonly props: readonly string[];
}

/** Reads the code of a function whose last statement returns an object, or that is one. */
export function exampleText(body: ts.ConciseBody): ExampleText {
  if (!ts.isBlock(body)) {
    return { statements: [], props: propsIn(body) };
  }
  const last = body.statements.at(-1)!;
  const props = ts.isReturnStatement(last) ? last.expression : undefined;
  const statements = props ? body.statements.slice(0, -1) : body.statements;
  return { statements: statements.map(withComments), props: props ? propsIn(props) : [] };
}

function propsIn(expression: ts.Expression): readonly string[] {
  const object = ts.isParenthesizedExpression(expression) ? expression.expression : expression;
  if (!ts.isObjectLiteralExpression(object)) {
    throw new Error(`the props of an example are no object: ${object.getText()}`);
  }
  return object.properties.map(each => `${withComments(each)},`);
}

/** The code of a node with the comments before it, moved to the left edge. */
function withComments(node: ts.Node): string {
  const source = node.getSourceFile();
  const [comment] = ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? [];
  const start = comment?.pos ?? node.getStart();
  const { character } = source.getLineAndCharacterOfPosition(start);
  return source.text.slice(start, node.getEnd()).replaceAll(`\n${' '.repeat(character)}`, '\n');
}
