import { layersOf, modulesLoadedBy } from '../../scripts/folders';

test.each<[string, readonly string[]]>([
  ["import { a } from './a';", ['./a']],
  ["import a from './a';", ['./a']],
  ["import * as a from './a';", ['./a']],
  ["import './a';", ['./a']],
  ["import { type A, b } from './a';", ['./a']],
  ["import b, { type A } from './a';", ['./a']],
  ["import type { A } from './a';", []],
  ["import type A from './a';", []],
  ["import { type A, type B } from './a';", []],
  ["export { a } from './a';", ['./a']],
  ["export * from './a';", ['./a']],
  ["export { type A, b } from './a';", ['./a']],
  ["export type { A } from './a';", []],
  ["export { type A } from './a';", []],
  ['export const a = 1;', []],
  ["const a = require('./a');", ['./a']],
  ["const a = async () => import('./a');", ['./a']],
  ["let a: import('./a').A;", []],
])('%s', (text, modules) => {
  expect(modulesLoadedBy(text)).toEqual(modules);
});

const graph = (edges: { readonly [folder: string]: readonly string[] }) =>
  new Map(Object.entries(edges).map(([folder, others]) => [folder, new Map(others.map(other => [other, ['file.ts']]))]));

test.each<[string, Parameters<typeof graph>[0], ReturnType<typeof layersOf>]>([
  ['no cycle', { top: ['left', 'right'], left: ['bottom'], right: ['left'], bottom: [] }, { layers: [['bottom'], ['left'], ['right'], ['top']], cyclic: [] }],
  ['folders outside of the graph', { top: ['elsewhere'] }, { layers: [['top']], cyclic: [] }],
  ['two that import each other', { top: ['one'], one: ['other'], other: ['one', 'bottom'], bottom: [] }, { layers: [['bottom']], cyclic: ['one', 'other'] }],
  ['a ring of three', { one: ['two'], two: ['three'], three: ['one'] }, { layers: [], cyclic: ['one', 'two', 'three'] }],
])('%s', (_, edges, result) => {
  expect(layersOf(graph(edges))).toEqual(result);
});
