import * as path from 'path';
import { loadAssemblyFromPath, type ClassType } from '@jsii/spec';

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

test('Go tells objects of each class from those of another: a class has members that no other class has all of', () => {
  const all = Object.values(types);
  const passed = new Set<string>();
  const parameters = all.flatMap(type => [...'methods' in type ? type.methods ?? [] : [], ...type.kind === 'class' && type.initializer ? [type.initializer] : []])
    .flatMap(method => method.parameters ?? []);
  const structs = all.map(type => type.kind === 'interface' ? type.properties : []);
  JSON.stringify([parameters, structs], (key, value) => key === 'fqn' ? passed.add(value) : value);
  const classes = all.filter((type): type is ClassType => type.kind === 'class');
  const lineOf = (type: ClassType): readonly ClassType[] =>
    [type, ...type.base !== undefined && type.base in types ? lineOf(types[type.base] as ClassType) : []];
  // a property is a method without parameters
  const membersOf = ({ methods = [], properties = [] }: ClassType): readonly string[] => [
    ...methods.filter(each => !each.static)
      .map(({ name, parameters: given = [], returns }) => JSON.stringify([name, given.map(({ type }) => type), returns?.type])),
    ...properties.filter(each => !each.static).map(({ name, type }) => JSON.stringify([name, [], type])),
  ];
  const passedAs = (one: ClassType, other: ClassType): boolean =>
    !lineOf(other).includes(one) && lineOf(one).flatMap(membersOf).every(member => lineOf(other).flatMap(membersOf).includes(member));
  const authors = classes.filter(({ fqn }) => passed.has(fqn));
  expect(authors.map(({ name }) => name)).toEqual(expect.arrayContaining(['Attachment', 'ClaimRule', 'Value', 'Source', 'TriggerSource']));
  expect(authors.flatMap(one => classes.filter(other => passedAs(one, other)).map(other => `${other.name} as ${one.name}`))).toEqual([]);
});
