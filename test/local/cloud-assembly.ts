import * as fs from 'fs';
import * as path from 'path';
import type { RulesetDocument } from '../../src/core/document/document';

interface Resource {
  readonly Type: string;
  readonly Properties: { readonly [name: string]: any };
  readonly Metadata?: { readonly [key: string]: any };
}

/** A function of TokenEnricher in a cloud assembly, with the properties that a deployment would set. */
export interface DeployedEnricher {
  /** The folder of its asset. */
  readonly asset: string;
  /** Its environment variables, with resolved references. */
  readonly environment: { readonly [name: string]: string };
  /** Resources of its template, by logical id. */
  readonly resources: { readonly [id: string]: Resource };
}

/** Finds the only function of TokenEnricher in the template of a stack, by its metadata. */
export function deployedEnricher(assembly: string, stack: string): DeployedEnricher {
  const read = (file: string) => JSON.parse(fs.readFileSync(path.join(assembly, file), 'utf8'));
  const template = read(`${stack}.template.json`) as Template;
  const found = Object.values(template.Resources).find(({ Metadata }) => Metadata?.['token-enricher']);
  if (!found) {
    throw new Error(`no function of TokenEnricher in ${stack}`);
  }
  const hash = (found.Properties.Code.S3Key as string).replace('.zip', '');
  const { files } = read(`${stack}.assets.json`) as { files: { [hash: string]: { source: { path: string } } } };
  const variables = Object.entries(found.Properties.Environment?.Variables ?? {});
  return {
    asset: path.resolve(assembly, files[hash].source.path),
    environment: Object.fromEntries(variables.map(([name, value]) => [name, resolve(value, template)])),
    resources: template.Resources,
  };
}

/** The document in the asset of the only function of TokenEnricher in a stack. */
export function deployedDocument(assembly: string, stack: string): RulesetDocument {
  return JSON.parse(fs.readFileSync(path.join(deployedEnricher(assembly, stack).asset, 'ruleset.json'), 'utf8')) as RulesetDocument;
}

interface Template {
  readonly Resources: { readonly [id: string]: Resource };
  readonly Parameters?: { readonly [id: string]: { readonly Default?: string } };
}

/** The value of an environment variable after a deployment: resolves table names, parameter defaults, and intrinsic functions. */
function resolve(value: any, template: Template): string {
  if (typeof value === 'string') {
    return value;
  }
  if (value.Ref !== undefined) {
    const { Resources: { [value.Ref]: resource }, Parameters: { [value.Ref]: parameter } = {} } = template;
    return resource?.Properties.TableName ?? parameter?.Default ?? value.Ref;
  }
  if (value['Fn::Join'] !== undefined) {
    const [separator, parts] = value['Fn::Join'];
    return Array.isArray(parts) ? parts.map(part => resolve(part, template)).join(separator) : resolve(parts, template).split(',').join(separator);
  }
  if (value['Fn::GetAtt'] !== undefined) {
    return value['Fn::GetAtt'].join('.');
  }
  throw new Error(`a variable holds ${JSON.stringify(value)}, which has no value on this machine`);
}
