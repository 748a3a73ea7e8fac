import { Stack, type CfnResource } from 'aws-cdk-lib';

interface Rendered { readonly [id: string]: { readonly Properties?: Record<string, unknown> } }

/**
 * The properties of a resource as in the template, including overrides; undefined if the resource has an error, which synthesis
 * reports.
 */
export function renderedProperties(resource: CfnResource): { readonly [name: string]: unknown } | undefined {
  try {
    const rendered = Stack.of(resource).resolve(resource._toCloudFormation()) as { Resources?: Rendered };
    return Object.values(rendered.Resources ?? {})[0]?.Properties ?? {};
  } catch {
    return undefined;
  }
}
