import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { packagesIn, type BundledPackage } from './notice';

/**
 * Writes an SBOM for each npm package into `dist/sbom`: the packages that its bundles contain, which `NOTICE` lists, as npm describes them. npm alone
 * would list everything that is installed for development.
 */

export interface Component {
  readonly 'bom-ref': string;
  readonly [key: string]: unknown;
}

export interface Bom {
  readonly metadata: { readonly component: Component; readonly [key: string]: unknown };
  readonly components: readonly Component[];
  readonly dependencies?: ReadonlyArray<{ readonly ref: string; readonly dependsOn: readonly string[] }>;
}

export interface Product {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
}

/** The part of an SBOM that is about one product. */
export function bomOf({ name, version, description, license }: Product, contained: readonly BundledPackage[], everything: Bom): Bom {
  const reference = `${name}@${version}`;
  const components = contained.map(each => {
    const component = everything.components.find(({ 'bom-ref': ref }) => ref === `${each.name}@${each.version}`);
    if (!component) {
      throw new Error(`${each.name} ${each.version} is in NOTICE, but not installed: run npx projen bundle`);
    }
    // these packages are for development only as npm sees it, but their code is in the bundles
    return { ...component, properties: [] };
  });
  return {
    ...everything,
    metadata: {
      ...everything.metadata,
      lifecycles: [{ phase: 'build' }],
      component: { 'bom-ref': reference, 'type': 'library', name, version, description, 'purl': `pkg:npm/${reference}`, 'licenses': [{ license: { id: license } }] },
    },
    components,
    dependencies: [{ ref: reference, dependsOn: components.map(each => each['bom-ref']) }, ...components.map(each => ({ ref: each['bom-ref'], dependsOn: [] }))],
  };
}

if (require.main === module) {
  const everything = JSON.parse(execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], { encoding: 'utf8', maxBuffer: 2 ** 26 }));
  const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  fs.mkdirSync('dist/sbom', { recursive: true });
  for (const folder of ['.', 'cli']) {
    const product: Product = { ...JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')), version };
    const contained = packagesIn(fs.readFileSync(path.join(folder, 'NOTICE'), 'utf8'));
    fs.writeFileSync(`dist/sbom/${product.name}.cdx.json`, `${JSON.stringify(bomOf(product, contained, everything), undefined, 2)}\n`);
  }
}
