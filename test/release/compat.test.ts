import { lastRelease } from '../../scripts/compat';

test.each<[string, string, string | undefined]>([
  ['a release', '"0.2.0"\n', 'npm:cdk-cognito-token-enricher@0.2.0'],
  ['no package', '{"error": {"code": "E404", "summary": "Not found"}}', undefined],
  ['a package that was only made to set up npm', '"0.0.0"', undefined],
])('the API is compared with the last release: %s', (_, answer, original) => {
  expect(lastRelease(answer, '')).toBe(original);
});

test.each([['{"error": {"code": "ECONNREFUSED"}}'], ['']])('a registry that cannot be reached is an error: %s', answer => {
  expect(() => lastRelease(answer, 'connect ECONNREFUSED')).toThrow('is not known, because npm failed:\nconnect ECONNREFUSED');
});
