import type { IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { IRole, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { Alias, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { undeclaredNeed, versionNeeds } from './analysis/version';
import type { Trigger } from './attachment/attachment-kind';
import type { CycleGuard } from './attachment/cycle-guard';
import { permissionFindings } from './attachment/permission';
import { checkApps } from './checks/app';
import type { CheckedApp } from './checks/app/app-check';
import type { Compilation } from './compiler/compile';
import { policyFindings } from './function/permissions';
import { endpointWarnings } from './function/vpc-endpoints';
import type { Findings } from './problems/problems';
import type { Information } from './report/finding';
import type { TokenEnricherProps } from './token-enricher-props';

/** An enricher in the complete app. */
export interface CompleteEnricher {
  readonly enricher: Construct & {
    readonly role: IRole;
    readonly handler: LambdaFunction;
    readonly alias?: Alias;
    readonly triggerVersion: LambdaVersion;
  };
  readonly props: TokenEnricherProps;
  readonly compilation: Compilation;
  readonly guard: CycleGuard;
  readonly policy: PolicyDocument;
  readonly triggers: readonly Trigger[];
  readonly pools: ReadonlyArray<IUserPoolRef | undefined>;
  /** The app as the checks see it, for one of the pools. */
  readonly appOf: (pool: IUserPoolRef | undefined) => CheckedApp;
}

/** Finds mistakes that are visible only in the complete app. */
export function validateEnricher({ enricher, props, compilation, guard, policy, triggers, pools, appOf }: CompleteEnricher): Findings {
  const { role, handler, alias, triggerVersion } = enricher;
  // the checks resolve values that would throw an unreported cycle, and need to know which pools call the function
  const cycles = guard.problems();
  const found = checkApps(pools.map(appOf));
  const warnings = ofPools(pools, found.map(each => each.warnings), (warning, pool) => ({ ...warning, message: `${pool}: ${warning.message}` }));
  const problems = ofPools(pools, found.map(each => each.problems), (problem, pool) => ({ ...problem, given: `${problem.given}, for ${pool}` }));
  const ofTriggers = triggers.flatMap(trigger => trigger.warnings?.() ?? []);
  const sizes = [policyFindings(enricher, policy, role, alias !== undefined), permissionFindings(enricher)];
  const attached = triggers.flatMap(trigger => trigger.check(alias ?? handler, triggerVersion));
  return {
    problems: [...problems, ...sizes.flatMap(each => each.problems), ...cycles, ...attached],
    warnings: [...warnings, ...ofTriggers, ...endpointWarnings(enricher, compilation, props), ...sizes.flatMap(each => each.warnings)],
  };
}

/** The version that the library chose for the rules. On the Lite plan, a hand-written trigger of V1_0 works, and one of V2_0 fails at deployment. */
export function chosenVersion({ document, sourcePaths }: Compilation, { triggerVersion }: TokenEnricherProps): readonly Information[] {
  const need = triggerVersion === undefined ? undeclaredNeed(versionNeeds(document, sourcePaths)) : undefined;
  return need ? [{
    id: 'ChosenVersion',
    path: 'triggerVersion',
    message: `the trigger event version is ${document.triggerVersion}, as ${need.reason} (${need.path}). To keep V1_0, which the Lite plan supports: ${need.fix}`,
  }] : [];
}

/**
 * Combines the findings of several user pools. Each finding is reported once, with the pools that have it unless all do.
 *
 * @param found the findings of each pool
 */
function ofPools<T>(
  pools: ReadonlyArray<IUserPoolRef | undefined>, found: ReadonlyArray<readonly T[]>, named: (finding: T, pools: string) => T,
): readonly T[] {
  const keys = found.map(findings => new Set(findings.map(finding => JSON.stringify(finding))));
  const all = new Map(found.flat().map(finding => [JSON.stringify(finding), finding]));
  return [...all].map(([key, finding]) => {
    const having = pools.filter((_, index) => keys[index].has(key));
    return having.length === pools.length ? finding : named(finding, having.map(pool => pool?.node.path ?? 'no user pool').join(', '));
  });
}
