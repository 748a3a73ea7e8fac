import type { Alias, CfnAlias, CfnFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import type { CycleGuard } from '../attachment/cycle-guard';
import { CfnParameter, CfnResource, Lazy, aws_lambda as lambda } from '../cdk/aws-cdk-lib';
import { renderedProperties } from '../cdk/resources';
import { hash, relativePath } from '../cdk/stacks';
import type { Slots } from '../compiler/slots';
import { stableStringify } from '../core/document/json';
import type { Warning } from '../problems/problems';
import type { TokenEnricherProps } from '../token-enricher-props';

/** The name of the alias if only provisioned concurrency is set, which requires an alias. */
const DEFAULT_NAME = 'live';

/** The name of the alias; undefined without an alias. */
export function aliasNameOf({ aliasName, provisionedConcurrentExecutions }: TokenEnricherProps): string | undefined {
  return aliasName ?? (provisionedConcurrentExecutions === undefined ? undefined : DEFAULT_NAME);
}

/** Creates an alias for the current version, with the code and environment variables of this app. Only if the props request an alias. */
export function createAlias(
  scope: Construct,
  props: TokenEnricherProps,
  handler: LambdaFunction,
  slots: Slots,
  guard: CycleGuard,
): { readonly alias?: Alias; readonly warnings: readonly Warning[] } {
  const aliasName = aliasNameOf(props);
  const { provisionedConcurrentExecutions } = props;
  if (aliasName === undefined) {
    return { warnings: [] };
  }
  describeVersion(handler, slots);
  const alias = new lambda.Alias(scope, 'Alias', {
    aliasName,
    version: handler.currentVersion,
    description: guard.sealed('The alias that the user pool calls'),
  });
  if (provisionedConcurrentExecutions !== undefined) {
    // the L2 rejects a deploy-time number, as its encoding is a negative number
    (alias.node.defaultChild as CfnAlias).provisionedConcurrencyConfig = { provisionedConcurrentExecutions };
  }
  return { alias, warnings: parameterWarnings(slots) };
}

/**
 * Makes a new version when a referenced resource changes. A version keeps the environment variables from when it was published. A replaced
 * resource gets a new name without any change to the function in the template. So the description of the function contains a hash of the
 * definitions of these resources.
 */
function describeVersion(handler: LambdaFunction, slots: Slots): void {
  let isRendering = false;
  const definitions = (): string => {
    const resources = targetsOf(slots).map(({ target }) => target).filter(CfnResource.isCfnResource);
    const rendered = resources.map(resource => [relativePath(resource, slots.scope), renderedProperties(resource) ?? {}] as const);
    return hash(stableStringify(Object.fromEntries(rendered)), 8);
  };
  (handler.node.defaultChild as CfnFunction).description = Lazy.uncachedString({
    produce: () => {
      // a resource that depends on the version causes a recursion; CloudFormation rejects such a cycle
      if (isRendering) {
        return '';
      }
      isRendering = true;
      try {
        return `Token enricher, with values of the resources ${definitions()}`;
      } finally {
        isRendering = false;
      }
    },
  });
}

function parameterWarnings(slots: Slots): readonly Warning[] {
  return targetsOf(slots).filter(({ target }) => target instanceof CfnParameter).map(({ path, target: { node } }) => ({
    id: 'ParameterOfVersion',
    path,
    message: `a deployment that only changes the value of ${node.path} does not publish a new version, so tokens keep the old value`,
    fix: 'write the value into the rules, keep it in a table, or change a rule in the same deployment',
  }));
}

/** The constructs that the environment variables refer to, with the path of the rule. */
function targetsOf(slots: Slots): ReadonlyArray<{ readonly path: string; readonly target: IConstruct }> {
  return [...slots.filled.values()].flatMap(({ path, references }) => references.map(({ target }) => ({ path, target })));
}
