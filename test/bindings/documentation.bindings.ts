import * as path from 'path';
import { loadAssemblyFromPath, type Docs } from '@jsii/spec';

const { types = {} } = loadAssemblyFromPath(path.join(__dirname, '..', '..'));

interface Documented {
  readonly name: string;
  readonly docs?: Docs;
  /** A value that readers may leave out, or may not get. */
  readonly isOptional?: boolean;
}

/** Everything that users of the library read about: types, members and parameters. */
const PUBLIC: readonly Documented[] = Object.values(types).flatMap((type): readonly Documented[] => {
  const { name: own } = type;
  const { properties = [], methods = [] } = 'properties' in type || 'methods' in type ? type : {};
  const members = type.kind === 'enum' ? type.members : [];
  const parameters = [...methods, ...type.kind === 'class' && type.initializer ? [{ name: 'new', ...type.initializer }] : []]
    .flatMap(({ name, parameters: each = [] }) => each.map(parameter => ({ name: `${own}.${name}(${parameter.name})`, docs: parameter.docs })))
    // documented by the CDK, or as a type of their own
    .filter(({ name }) => !/\.new\((scope|id|props)\)$/.test(name));
  return [
    type,
    ...properties.map(({ name, docs, optional }) => ({ name: `${own}.${name}`, docs, isOptional: optional })),
    ...methods.map(({ name, docs }) => ({ name: `${own}.${name}()`, docs })),
    ...members.map(({ name, docs }) => ({ name: `${own}.${name}`, docs })),
    ...parameters,
  ];
});

test('the library has a public API', () => expect(PUBLIC.length).toBeGreaterThan(500));

test.each<[string, (documented: Documented) => boolean]>([
  ['has a meaning', ({ docs }) => (docs?.summary ?? '') !== ''],
  ['names its default if it is optional', ({ docs, isOptional }) => !isOptional || docs?.default !== undefined],
  ['does not begin with "What"', ({ docs }) => !/^What\b/i.test(docs?.summary ?? '')],
])('everything public %s', (_, isDocumented) => {
  expect(PUBLIC.filter(documented => !isDocumented(documented)).map(({ name }) => name)).toEqual([]);
});
