import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

/**
 * Prints the imports between folders, in layers, and fails on a cycle. `import/no-cycle` does not find cycles of folders, only cycles of
 * files. Type imports are ignored, as they load nothing.
 */

const ROOT = path.join(__dirname, '..');
const FOLDERS = ['src', 'lambda-src'];

/** The imports of each folder, with the importing files. */
export type FolderGraph = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** The modules that a file loads, as written: imports and exports of values, and `require` and `import()` of a constant. */
export function modulesLoadedBy(text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const module = moduleOf(node);
    if (module && ts.isStringLiteral(module)) {
      found.push(module.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest));
  return found;
}

function moduleOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node)) {
    return isOfTypes(node.importClause) ? undefined : node.moduleSpecifier;
  }
  if (ts.isExportDeclaration(node)) {
    return node.isTypeOnly || areTypes(node.exportClause) ? undefined : node.moduleSpecifier;
  }
  if (ts.isCallExpression(node)) {
    const isLoad = node.expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(node.expression) && node.expression.text === 'require');
    return isLoad ? node.arguments[0] : undefined;
  }
  return undefined;
}

function isOfTypes(clause: ts.ImportClause | undefined): boolean {
  return clause !== undefined && (clause.isTypeOnly || (clause.name === undefined && areTypes(clause.namedBindings)));
}

/** For example `{ type A, type B }`. */
function areTypes(names: ts.Node | undefined): boolean {
  return names !== undefined && (ts.isNamedImports(names) || ts.isNamedExports(names)) && names.elements.every(({ isTypeOnly }) => isTypeOnly);
}

/** Folders in layers, the lowest first. Each imports only lower ones. Folders in a cycle, or between cycles, are in no layer. */
export function layersOf(graph: FolderGraph): { readonly layers: readonly (readonly string[])[]; readonly cyclic: readonly string[] } {
  const layers: string[][] = [];
  let left = [...graph.keys()];
  for (;;) {
    const layer = left.filter(folder => importedBy(folder, graph).every(each => !left.includes(each)));
    if (layer.length === 0) {
      break;
    }
    layers.push(layer);
    left = left.filter(folder => !layer.includes(folder));
  }
  // folders that only import a cycle are not part of one
  for (let before = -1; before !== left.length;) {
    before = left.length;
    left = left.filter(folder => left.some(each => importedBy(each, graph).includes(folder)));
  }
  return { layers, cyclic: left };
}

function importedBy(folder: string, graph: FolderGraph): readonly string[] {
  return [...graph.get(folder)?.keys() ?? []].filter(each => graph.has(each));
}

/** Reads the graph of all folders below the given ones. */
function readGraph(folders: readonly string[]): FolderGraph {
  const graph = new Map<string, Map<string, string[]>>();
  for (const file of folders.flatMap(filesBelow)) {
    const folder = path.dirname(file);
    const edges = graph.get(folder) ?? new Map<string, string[]>();
    graph.set(folder, edges);
    const loaded = modulesLoadedBy(fs.readFileSync(path.join(ROOT, file), 'utf8')).filter(name => name.startsWith('.'));
    loaded.map(name => folderOf(name, file)).filter(other => other !== folder)
      .forEach(other => edges.set(other, [...edges.get(other) ?? [], path.basename(file)]));
  }
  return graph;
}

function filesBelow(folder: string): readonly string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => path.relative(ROOT, path.join(entry.parentPath, entry.name))).sort();
}

/** Another folder is imported by its `index.ts`. */
function folderOf(name: string, importer: string): string {
  const imported = path.join(path.dirname(importer), name);
  return fs.statSync(path.join(ROOT, imported), { throwIfNoEntry: false })?.isDirectory() && !fs.existsSync(path.join(ROOT, `${imported}.ts`))
    ? imported
    : path.dirname(imported);
}

function main(): void {
  const graph = readGraph(FOLDERS);
  const { layers, cyclic } = layersOf(graph);
  const print = (text: string): boolean => process.stdout.write(`${text}\n`);
  [...layers].reverse().forEach((layer, index) => {
    print(`layer ${layers.length - index}`);
    layer.forEach(folder => print(`  ${folder}${importedBy(folder, graph).length > 0 ? ` -> ${[...importedBy(folder, graph)].sort().join(', ')}` : ''}`));
  });
  if (cyclic.length > 0) {
    print('\nfolders that import each other, and the files that do so:');
    cyclic.forEach(folder => importedBy(folder, graph).filter(each => cyclic.includes(each))
      .forEach(each => print(`  ${folder} -> ${each}: ${graph.get(folder)!.get(each)!.join(', ')}`)));
    print('Move what both need into a folder below them, or import types with `import type`.');
    process.exitCode = 1;
  }
}

if (require.main === module) {
  main();
}
