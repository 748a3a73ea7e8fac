import * as fs from 'fs';
import * as path from 'path';
import { loadAssemblyFromPath, type Docs } from '@jsii/spec';
import { translatedSamples } from './languages';

const ROOT = path.join(__dirname, '..', '..');
const { types = {} } = loadAssemblyFromPath(ROOT);

interface Documented {
  readonly name: string;
  readonly docs?: Docs;
  /** The documentation of the type, for a member. */
  readonly ofType?: Docs;
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
    ...properties.map(({ name, docs, optional }) => ({ name: `${own}.${name}`, docs, ofType: type.docs, isOptional: optional })),
    ...methods.map(({ name, docs }) => ({ name: `${own}.${name}()`, docs, ofType: type.docs })),
    ...members.map(({ name, docs }) => ({ name: `${own}.${name}`, docs, ofType: type.docs })),
    ...parameters,
  ];
});

test('the library has a public API', () => expect(PUBLIC.length).toBeGreaterThan(500));

/** A statement about the behavior of AWS, which has a page. */
const ABOUT_AWS = /\b(Cognito|DynamoDB|Lambda|IAM|CloudFormation|AWS) (?!does not document)(does not|rejects|accepts|allows|limits|waits|calls|ignores|returns|sends|adds|puts|sets|issues|stores|requires|needs|documentation|supports|can|cannot|reads)\b/;
const textOf = ({ summary = '', remarks = '' }: Docs): string => `${summary} ${remarks}`.replace(/\s+/g, ' ');
const hasSource = (docs: Docs | undefined): boolean => docs?.see !== undefined || /https:/.test(textOf(docs ?? {}));

test.each<[string, (documented: Documented) => boolean]>([
  ['has a meaning', ({ docs }) => (docs?.summary ?? '') !== ''],
  ['names its default if it is optional', ({ docs, isOptional }) => !isOptional || docs?.default !== undefined],
  ['does not begin with "What"', ({ docs }) => !/^What\b/i.test(docs?.summary ?? '')],
  ['names the page on which a statement about AWS rests', ({ docs = {}, ofType }) => !ABOUT_AWS.test(textOf(docs)) || hasSource(docs) || hasSource(ofType)],
])('everything public %s', (_, isDocumented) => {
  expect(PUBLIC.filter(documented => !isDocumented(documented)).map(({ name }) => name)).toEqual([]);
});

/** Public classes with code that throws. */
const THROWING = (fs.readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })).filter(name => name.endsWith('.ts'))
  .map(name => fs.readFileSync(path.join(ROOT, 'src', name), 'utf8')).filter(source => source.includes('throw new Error('))
  .flatMap(source => [...source.matchAll(/^export (?:abstract )?class (\w+)/gm)].map(([, name]) => name))
  .filter(name => PUBLIC.some(each => each.name === name));

test.each([...THROWING, 'TokenEnricher.preview()'])('the errors of %s are documented', name => {
  const texts = PUBLIC.filter(each => each.name === name || each.name.startsWith(`${name}.`)).map(({ docs = {} }) => textOf(docs));
  expect(texts.filter(text => /\berrors?\b/.test(text))).not.toEqual([]);
});

test('classes that throw are found', () => expect(THROWING).toEqual(expect.arrayContaining(['TokenEnricher', 'TokenAssertions'])));

describe('samples in Go', () => {
  const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
  const members = new Map(Object.values(types).map(type => [type.name, new Set([
    ...('methods' in type ? type.methods ?? [] : []), ...('properties' in type ? type.properties ?? [] : []), ...(type.kind === 'enum' ? type.members : []),
  ].map(({ name }) => capitalized(name)))]));

  test.each(Object.entries(translatedSamples('go')))('%s names what is there', (_, sample) => {
    const code = sample.replace(/"(?:[^"\\]|\\.)*"|\/\/.*/g, '""');
    const ofTypes = [...code.matchAll(/tokenenricher\.(?:New)?([A-Za-z]+)(?:_(\w+))?/g)].map(([, type, member]) => ({ type, member }));
    expect(ofTypes.filter(({ type, member }) => !members.has(type) || (member !== undefined && !members.get(type)!.has(member)))).toEqual([]);
    expect(code).not.toMatch(/\.\*?[a-z]\w*\(|\.\*/);
  });
});
