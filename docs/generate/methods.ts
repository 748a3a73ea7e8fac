import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

/** A public method. */
export interface Method {
  readonly name: string;
  readonly isStatic: boolean;
  /** For example `value.before(separator: string): Value`. */
  readonly signature: string;
  /** The first sentence of its documentation. */
  readonly summary: string;
}

/** The name of an instance in signatures, and the source files with the methods, by class. */
const CLASSES: ReadonlyArray<{ readonly name: string; readonly object: string; readonly files: readonly string[] }> = [
  {
    name: 'Value',
    object: 'value',
    files: ['values/value.ts', 'values/value-strings.ts', 'values/value-lists.ts', 'values/value-transforms.ts', 'values/value-comparisons.ts'],
  },
  { name: 'Condition', object: 'condition', files: ['values/condition.ts'] },
  { name: 'TableSource', object: 'source', files: ['sources/source.ts', 'sources/table-source.ts'] },
];

/** The public methods of a class, parsed from its source files. */
export function methodsOf(className: string): readonly Method[] {
  const { object, files } = CLASSES.find(({ name }) => name === className)!;
  return files.flatMap(file => {
    const fileName = path.join(__dirname, '..', '..', 'src', file);
    const source = ts.createSourceFile(fileName, fs.readFileSync(fileName, 'utf8'), ts.ScriptTarget.ES2022, true);
    const methods = source.statements.filter(ts.isClassDeclaration).flatMap(({ members }) => members.filter(ts.isMethodDeclaration).filter(isPublic));
    return methods.map(method => {
      const isStatic = hasModifier(method, ts.SyntaxKind.StaticKeyword);
      return {
        name: method.name.getText(source),
        isStatic,
        signature: `${isStatic ? className : object}.${signatureOf(method, source)}`,
        summary: summaryOf(method),
      };
    });
  });
}

function isPublic(method: ts.MethodDeclaration): boolean {
  return hasModifier(method, ts.SyntaxKind.PublicKeyword) && !method.name.getText().startsWith('_');
}

function hasModifier(method: ts.MethodDeclaration, kind: ts.SyntaxKind): boolean {
  return method.modifiers?.some(modifier => modifier.kind === kind) ?? false;
}

function signatureOf(method: ts.MethodDeclaration, source: ts.SourceFile): string {
  const parameters = method.parameters.map(({ name, type, dotDotDotToken, questionToken, initializer }) =>
    `${dotDotDotToken ? '...' : ''}${name.getText(source)}${questionToken || initializer ? '?' : ''}: ${type!.getText(source)}`);
  return `${method.name.getText(source)}(${parameters.join(', ')}): ${method.type!.getText(source)}`;
}

function summaryOf(method: ts.MethodDeclaration): string {
  const [documentation] = method.getChildren().filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(documentation?.comment)!.replaceAll(/\s+/g, ' ');
  return /^.*?[.](?= [A-Z]|$)/.exec(text)?.[0] ?? text;
}
