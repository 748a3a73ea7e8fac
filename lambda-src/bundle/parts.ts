import * as ts from 'typescript';
import type { Part, Parts, Table } from '../../src/bundle/link';
import { OPERATOR_TABLES } from '../../src/core/operators';
import { TYPED_ATTRIBUTES } from '../../src/core/operators/user-sources';
import { OPERATIONS } from '../enricher/dynamodb';
import { OPTIONAL } from '../enricher/optional';

/**
 * Takes a file apart that esbuild has made of CommonJS: into declarations of its one scope, and what each refers to. Whatever it does not
 * know is an error, as a part that is missing would be one at run time.
 */
export function partsOf(text: string): Parts {
  const file = ts.createSourceFile('file.js', text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const host = { ...ts.createCompilerHost({}), getSourceFile: (name: string) => name === file.fileName ? file : undefined };
  const checker = ts.createProgram([file.fileName], { allowJs: true, noLib: true, noResolve: true }, host).getTypeChecker();
  const declarations = file.statements.flatMap((statement): readonly ts.Declaration[] => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations;
    }
    return ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) ? [statement] : [];
  });
  const places = new Map<ts.Node, number>(declarations.map((declaration, place) => [declaration, place]));
  const declared = new Set(declarations.map(declaration => ts.getNameOfDeclaration(declaration)?.getText()));
  const needsOf = (root: ts.Node): readonly number[] => {
    const needs = new Set<number>();
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) {
        const symbol = symbolOf(node, checker);
        if (!symbol && declared.has(node.text) && !ts.isPropertyAccessExpression(node.parent) && !ts.isPropertyAssignment(node.parent)) {
          throw new Error(`nobody knows what ${node.text} is in ${node.parent.getText().slice(0, 100)}`);
        }
        const place = placeOf(symbol, places);
        if (place !== undefined && declarations[place] !== root) {
          needs.add(place);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(root);
    return [...needs].sort((left, right) => left - right);
  };
  const partOf = (node: ts.Node): Part => ({
    from: node.getStart(), to: node.getEnd(), ...ts.isVariableDeclaration(node) && { isVariable: true }, needs: needsOf(node),
  });
  const tables = tablesIn(declarations, checker);
  return {
    parts: declarations.map((declaration): Part | Table => {
      const members = tables.get(declaration);
      if (members) {
        const { name, initializer } = declaration as ts.VariableDeclaration;
        const [open, close] = ts.isArrayLiteralExpression(initializer!) ? '[]' : '{}';
        const named = [...members].map(([member, node]) => [member, partOf(node)] as const);
        return { before: `var ${name.getText()}=${open}`, after: `${close};`, members: Object.fromEntries(named) };
      }
      return partOf(declaration);
    }),
    exports: exportsOf(file, partOf),
  };
}

function symbolOf(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  return ts.isShorthandPropertyAssignment(node.parent) ? checker.getShorthandAssignmentValueSymbol(node.parent) : checker.getSymbolAtLocation(node);
}

/** Where a name is declared, if that is one of these. */
function placeOf(symbol: ts.Symbol | undefined, places: ReadonlyMap<ts.Node, number>): number | undefined {
  // what is required has no value
  let declared: ts.Node | undefined = symbol?.valueDeclaration ?? symbol?.declarations?.[0];
  // names of a pattern are declared within it
  while (declared && (ts.isBindingElement(declared) || ts.isObjectBindingPattern(declared) || ts.isArrayBindingPattern(declared))) {
    declared = declared.parent;
  }
  return declared && places.get(declared);
}

const OPTIONALS: ReadonlySet<string> = new Set([OPTIONAL, OPERATIONS, TYPED_ATTRIBUTES].map(each => Object.keys(each).join()));

type Members = ReadonlyMap<string, ts.Node>;

/** Lists of operators in the order in which `OPERATOR_TABLES` has them, and what is optional, with the names of their members. */
function tablesIn(declarations: readonly ts.Declaration[], checker: ts.TypeChecker): ReadonlyMap<ts.Declaration, Members> {
  const tables = new Map<ts.Declaration, Members>();
  for (const declaration of declarations) {
    const lists = listOf(declaration)?.map(element => ts.isIdentifier(element) ? checker.getSymbolAtLocation(element)?.valueDeclaration : undefined);
    const isTable = lists?.length === OPERATOR_TABLES.length && OPERATOR_TABLES.every((operators, index) => {
      const list = listOf(lists[index]);
      return list?.length === operators.length && !list.some(ts.isSpreadElement);
    });
    if (isTable) {
      lists.forEach((list, index) => tables.set(list!, new Map(OPERATOR_TABLES[index].map(({ name }, at) => [name, listOf(list)![at]]))));
    }
    const initializer = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    const properties = initializer && ts.isObjectLiteralExpression(initializer) ? initializer.properties : [];
    if (OPTIONALS.has(properties.map(({ name }) => name?.getText()).join())) {
      tables.set(declaration, new Map(properties.map(property => [property.name!.getText(), property])));
    }
  }
  return tables;
}

function listOf(declaration: ts.Declaration | undefined): readonly ts.Expression[] | undefined {
  const initializer = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return initializer && ts.isArrayLiteralExpression(initializer) ? initializer.elements : undefined;
}

/** As esbuild writes them: functions that give them. */
function exportsOf(file: ts.SourceFile, partOf: (node: ts.Node) => Part): Parts['exports'] {
  const found: Record<string, Part> = {};
  for (const statement of file.statements.filter(ts.isExpressionStatement)) {
    const { expression } = statement;
    if (ts.isCallExpression(expression) && expression.arguments.length === 2 && ts.isObjectLiteralExpression(expression.arguments[1])) {
      for (const { name, initializer } of expression.arguments[1].properties.filter(ts.isPropertyAssignment)) {
        found[name.getText()] = partOf((initializer as ts.ArrowFunction).body);
      }
    } else if (!/^("use strict"|module\.exports=|0&&\(module\.exports=)/.test(statement.getText())) {
      throw new Error(`a statement that does something: ${statement.getText().slice(0, 100)}`);
    }
  }
  return found;
}
