import { CONTRACT_VERSION, type Contract } from '../../../src/contract/model';
import { compareEnrichers } from '../../src/diff/compare';

/** The message of the only denial tells which contract was compared. */
function contractOf(enricher: string, message: string): Contract {
  return {
    version: CONTRACT_VERSION,
    enricher,
    triggerVersion: 'V1_0',
    tokens: [],
    sources: [],
    permissions: [],
    trusted: [],
    sizes: [],
    scopes: { added: [], suppressed: [], keptOnly: [] },
    denials: [{ message, subjects: ['USER'], rules: ['deny[0]'], causes: [{ effect: `deny: ${message}`, when: message }], control: { level: 'OPERATOR' } }],
  };
}

const contracts = (...paths: readonly string[]): readonly Contract[] => paths.map(path => contractOf(path, path.split('/').at(-1)!));

test.each<[string, before: string[], after: string[], Record<string, string[]>]>([
  ['the same paths', ['Shop/B', 'Shop/A'], ['Shop/A', 'Shop/B'], { 'Shop/A': [], 'Shop/B': [] }],
  ['another name of the stack', ['Shop/A', 'Shop/B'], ['Store/B', 'Store/A'], { 'Store/A': [], 'Store/B': [] }],
  ['another name of one of the stacks', ['Shop/A', 'Other/B'], ['Store/A', 'Other/B'], { 'Store/A': [], 'Other/B': [] }],
  ['one more in another stack', ['Shop/A', 'Shop/B'], ['Shop/A', 'Shop/B', 'Store/A'], { 'Shop/A': [], 'Shop/B': [], 'Store/A': ['BREAKING'] }],
  ['one less', ['Shop/A', 'Shop/B'], ['Shop/A'], { 'Shop/A': [], 'Shop/B': ['LESS_SECURE'] }],
  ['two stages of the same stacks', ['Beta/Auth/A', 'Prod/Auth/A'], ['Test/Auth/A', 'Prod/Auth/A'], { 'Test/Auth/A': [], 'Prod/Auth/A': [] }],
  ['the same path in two new stages', ['Beta/Auth/A', 'Prod/Auth/A'], ['Prod/Auth/A', 'One/Auth/A', 'Two/Auth/A'], {
    'Beta/Auth/A': ['LESS_SECURE'], 'Prod/Auth/A': [], 'One/Auth/A': ['BREAKING'], 'Two/Auth/A': ['BREAKING'],
  }],
  ['the only one of each side', ['Shop/A'], ['Store/Tokens/A'], { 'Store/Tokens/A': [] }],
])('%s', (_, before, after, expected) => {
  const compared = compareEnrichers(contracts(...before), contracts(...after));
  const verdicts = compared.map(({ enricher, differences }) => [enricher, differences.map(({ verdict }) => verdict)]);
  expect(Object.fromEntries(verdicts)).toMatchObject(expected);
  expect(compared.map(({ enricher }) => enricher)).toEqual(Object.keys(expected).sort());
});

test('no path in common is an error', () => {
  expect(() => compareEnrichers(contracts('Shop/A', 'Shop/B'), contracts('Store/C', 'Store/D'))).toThrow(
    'no path in common: before Shop/A, Shop/B, after Store/C, Store/D',
  );
});
