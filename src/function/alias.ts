import { CfnParameter, CfnResource, Lazy } from 'aws-cdk-lib';
import { Alias, type CfnAlias, type CfnFunction, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import type { CycleGuard } from '../attachment/cycle-guard';
import { hash } from '../cdk/hash';
import { relativePath } from '../cdk/paths';
import { renderedProperties } from '../cdk/rendered';
import type { Slots } from '../compiler/slots';
import { stableStringify } from '../core/document/json';
import type { Warning } from '../problems/problems';
import type { TokenEnricherProps } from '../token-enricher-props';

/** The alias of an enricher that asks for what only an alias can have. */
const DEFAULT_NAME = 'live';

/** The name of the alias, if there is one. */
export function aliasNameOf({ aliasName, provisionedConcurrentExecutions }: TokenEnricherProps): string | undefined {
  return aliasName ?? (provisionedConcurrentExecutions === undefined ? undefined : DEFAULT_NAME);
}

/** An alias of the version that has the code and the variables of this app, if the props ask for one. */
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
  const alias = new Alias(scope, 'Alias', {
    aliasName,
    version: handler.currentVersion,
    description: guard.sealed('What the user pool calls'),
  });
  if (provisionedConcurrentExecutions !== undefined) {
    // the L2 takes a number that is known later for a negative one
    (alias.node.defaultChild as CfnAlias).provisionedConcurrencyConfig = { provisionedConcurrentExecutions };
  }
  return { alias, warnings: parameterWarnings(slots) };
}

/**
 * A version keeps the variables of its time. A resource that is replaced gets another name without another word in the template of
 * the function; so its definition is part of the description, and another definition makes another version.
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
      // a resource that depends on the version comes back here; CloudFormation rejects such a cycle
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
    message: `a deployment that changes nothing but the value of ${node.path} makes no new version, so that tokens keep the old one: `
      + 'write it into the rules, keep it in a table, or change a rule as well',
  }));
}

/** What the variables refer to, and where the rules do so. */
function targetsOf(slots: Slots): ReadonlyArray<{ readonly path: string; readonly target: IConstruct }> {
  return [...slots.filled.values()].flatMap(({ path, references }) => references.map(({ target }) => ({ path, target })));
}
