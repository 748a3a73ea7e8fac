import * as path from 'path';
import { loadAssemblyFromPath } from '@jsii/spec';

const { targets, types = {} } = loadAssemblyFromPath(path.join(__dirname, '..', '..'));

test.each<[string, string]>([
  ['.NET', targets!.dotnet!.namespace],
  ['Java', targets!.java!.package],
  ['Python', targets!.python!.module],
  ['Go', targets!.go!.packageName],
])('no part of the name of the package is that of a type: %s', (_, name) => {
  const names = Object.values(types).map(type => type.name);
  expect(names).toContain('TokenEnricher');
  // in C#, a type hides a namespace with its name
  expect(name.split('.').filter(part => names.includes(part))).toEqual([]);
});
