import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

/** The code of both examples of a page, as a user writes it. */
export interface SourceText {
  readonly reported: string;
  readonly accepted: string;
}

/** Reads the code of the examples in a file of this folder, by id. */
export function sourceTexts(file: string): ReadonlyMap<string, SourceText> {
  const name = path.join(__dirname, file);
  const source = ts.createSourceFile(name, fs.readFileSync(name, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = new Map<string, SourceText>();
  const visit = (node: ts.Node): void => {
    const page = ts.isPropertyAssignment(node) && ts.isObjectLiteralExpression(node.initializer) ? node.initializer : undefined;
    const [reported, accepted] = ['reported', 'accepted'].map(member => page && exampleIn(page, member));
    if (reported !== undefined && accepted !== undefined) {
      found.set((node as ts.PropertyAssignment).name.getText(), { reported, accepted });
    } else {
      ts.forEachChild(node, visit);
    }
  };
  visit(source);
  return found;
}

function exampleIn(page: ts.ObjectLiteralExpression, member: string): string | undefined {
  const property = page.properties.find(each => ts.isPropertyAssignment(each) && each.name.getText() === member);
  const example = property && (property as ts.PropertyAssignment).initializer;
  return example && ts.isArrowFunction(example) ? textOf(example.body) : undefined;
}

/** The statements, then the props without their braces. */
function textOf(body: ts.ConciseBody): string {
  if (!ts.isBlock(body)) {
    return propsIn(body);
  }
  const last = body.statements.at(-1)!;
  const props = ts.isReturnStatement(last) ? last.expression : undefined;
  const statements = (props ? body.statements.slice(0, -1) : body.statements).map(withComments);
  return [...statements, ...props ? ['', propsIn(props)] : []].join('\n');
}

function propsIn(expression: ts.Expression): string {
  const object = ts.isParenthesizedExpression(expression) ? expression.expression : expression;
  if (!ts.isObjectLiteralExpression(object)) {
    throw new Error(`the props of an example are no object: ${object.getText()}`);
  }
  return object.properties.map(each => `${withComments(each)},`).join('\n');
}

/** The code of a node with the comments before it, moved to the left edge. */
function withComments(node: ts.Node): string {
  const source = node.getSourceFile();
  const [comment] = ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? [];
  const start = comment?.pos ?? node.getStart();
  const { character } = source.getLineAndCharacterOfPosition(start);
  return source.text.slice(start, node.getEnd()).replaceAll(`\n${' '.repeat(character)}`, '\n');
}
