import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

/**
 * Functions that few starts call before their first token, by file: what to do about failures, refusals, old answers, and answers that come
 * in another form. V8 compiles them when they are called: until then it only skips them.
 */
const SELDOM: { readonly [file: string]: readonly string[] } = {
  'lambda-src/aws/aws-call': ['isTransient', 'pauseAfter'],
  'lambda-src/aws/clock': ['correctClock'],
  'lambda-src/aws/connection': ['close'],
  'lambda-src/aws/connections': ['closeIdle', 'drop', 'hasRoom'],
  'lambda-src/aws/credentials': ['ask', 'credentials', 'get', 'renewCredentials'],
  'lambda-src/aws/http-answer': ['framingOf', 'takeChunks', 'takeTrailer'],
  'lambda-src/aws/http-attempt': ['classify'],
  'lambda-src/aws/retry-quota': ['take'],
  'lambda-src/enricher/answer-cache': ['keep', 'nameOf'],
  'lambda-src/enricher/build': ['once', 'usesElement'],
  'lambda-src/enricher/claims': ['attributesBeside', 'keepsOriginal'],
  'lambda-src/enricher/consider': ['denied', 'describe', 'reasonOf', 'refused', 'refuses', 'withMembers'],
  'lambda-src/enricher/evaluate': ['decisive', 'tooManyChanges'],
  'lambda-src/enricher/handler': ['framesOf', 'mistaken'],
  'lambda-src/enricher/read-items': ['isFor', 'orTimeout', 'together'],
  'lambda-src/enricher/reads': ['fail', 'failSource', 'isEmptyRange'],
  'lambda-src/enricher/ruleset': ['membersOf'],
  'lambda-src/enricher/scopes': ['collectCut'],
  'src/core/cognito/refusal': ['refusalMessage'],
  'src/core/operators/attribute-value': ['fromMap', 'fromMembers', 'ofMembers'],
};

const ROOT = path.join(__dirname, '..', '..');
const moved = Object.keys(SELDOM).filter(file => !fs.existsSync(path.join(ROOT, `${file}.ts`)));
if (moved.length > 0) {
  throw new Error(`${moved.join()}: no such file, of which functions are said to be seldom called`);
}

/** The functions and methods of a file that are seldom called. */
export function seldomIn(file: ts.SourceFile): readonly string[] {
  const names = Object.entries(SELDOM).find(([each]) => file.fileName.endsWith(`/${each}.ts`))?.[1] ?? [];
  const declared = (ts.getParseTreeNode(file, ts.isSourceFile) ?? file).statements
    .flatMap((statement): ReadonlyArray<ts.Statement | ts.ClassElement> => ts.isClassDeclaration(statement) ? statement.members : [statement])
    .filter(each => ts.isFunctionDeclaration(each) || ts.isMethodDeclaration(each))
    .map(({ name }) => name && ts.isIdentifier(name) ? name.text : undefined);
  const missing = names.filter(name => !declared.includes(name));
  if (missing.length > 0) {
    throw new Error(`${file.fileName} has no function ${missing.join()}`);
  }
  return names;
}

/** They become variables: a declared function is compiled at once, like most. */
export const withoutSeldom: ts.TransformerFactory<ts.SourceFile> = ({ factory }) => file => {
  const names = seldomIn(file);
  return factory.updateSourceFile(file, file.statements.map(statement => {
    if (!ts.isFunctionDeclaration(statement) || !names.includes(statement.name!.text)) {
      return statement;
    }
    const { modifiers = [], name, typeParameters, parameters, body } = statement;
    const [ofFunction, ofDeclaration] = [true, false]
      .map(isAsync => modifiers.filter(({ kind }) => (kind === ts.SyntaxKind.AsyncKeyword) === isAsync));
    const made = factory.createFunctionExpression(ofFunction as ts.Modifier[], undefined, undefined, typeParameters, parameters, undefined, body!);
    const declaration = factory.createVariableDeclaration(name!, undefined, undefined, made);
    return factory.createVariableStatement(ofDeclaration, factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const));
  }));
};
