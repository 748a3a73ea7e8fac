import type { CfnResource } from 'aws-cdk-lib';

/** A resource as in the template, including overrides. */
export interface RenderedResource {
  readonly Properties?: { readonly [name: string]: unknown };
  readonly Condition?: unknown;
}

interface Rendered { readonly [id: string]: RenderedResource }

/** A resource as in the template; undefined if it has an error, which synthesis reports. */
export function renderedResource(resource: CfnResource): RenderedResource | undefined {
  try {
    const rendered = resource.stack.resolve(resource._toCloudFormation()) as { Resources?: Rendered };
    return Object.values(rendered.Resources ?? {})[0] ?? {};
  } catch {
    return undefined;
  }
}

/** The properties of a resource as in the template; undefined if the resource has an error. */
export function renderedProperties(resource: CfnResource): { readonly [name: string]: unknown } | undefined {
  const rendered = renderedResource(resource);
  return rendered && (rendered.Properties ?? {});
}
