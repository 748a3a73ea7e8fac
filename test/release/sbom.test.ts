import { bomOf, type Bom } from '../../scripts/sbom';

const OF_NPM: Bom = {
  metadata: { component: { 'bom-ref': 'folder@0.0.0' }, tools: [{ name: 'cli' }] },
  components: ['1.0.0', '2.0.0'].map(version => ({ 'bom-ref': `bundled@${version}`, version, 'properties': [{ name: 'cdx:npm:package:development', value: 'true' }] })),
};
const PRODUCT = { name: 'product', version: '0.1.0', description: 'A product', license: 'Apache-2.0' };

test('an SBOM has the bundled versions of packages, and no others', () => {
  expect(bomOf(PRODUCT, [{ name: 'bundled', version: '2.0.0', license: 'MIT' }], OF_NPM)).toEqual({
    metadata: {
      tools: [{ name: 'cli' }],
      lifecycles: [{ phase: 'build' }],
      component: {
        'bom-ref': 'product@0.1.0',
        'type': 'library',
        'name': 'product',
        'version': '0.1.0',
        'description': 'A product',
        'purl': 'pkg:npm/product@0.1.0',
        'licenses': [{ license: { id: 'Apache-2.0' } }],
      },
    },
    components: [{ 'bom-ref': 'bundled@2.0.0', 'version': '2.0.0', 'properties': [] }],
    dependencies: [{ ref: 'product@0.1.0', dependsOn: ['bundled@2.0.0'] }, { ref: 'bundled@2.0.0', dependsOn: [] }],
  });
});

test('a NOTICE that is older than the installed packages is an error', () => {
  expect(() => bomOf(PRODUCT, [{ name: 'bundled', version: '0.9.0', license: 'MIT' }], OF_NPM)).toThrow('bundled 0.9.0 is in NOTICE, but not installed');
});
