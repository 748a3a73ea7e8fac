import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { exampleText } from '../example-text';

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

/** The statements, then the props. */
function textOf(body: ts.ConciseBody): string {
  const { statements, props } = exampleText(body);
  return [...statements, ...statements.length > 0 && props.length > 0 ? [''] : [], ...props].join('\n');
}
