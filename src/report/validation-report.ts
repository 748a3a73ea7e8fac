import * as path from 'path';
import * as cdk from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { reportId, showAcknowledgment } from './acknowledgments';
import { describeFinding, type Finding } from './finding';

/** A construct with findings. */
export interface Subject {
  readonly construct: IConstruct;
  /** The resource that the findings are about. */
  readonly resource: cdk.CfnResource | undefined;
  findings(): readonly Finding[];
}

/** A violation in the report of the CDK. */
interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly fix?: string;
  readonly severity: string;
  readonly violatingResources: ReadonlyArray<{
    readonly constructPath?: string;
    readonly resourceLogicalId?: string;
    readonly templatePath?: string;
    readonly locations: string[];
  }>;
}

/** The part of `Validations` that is used. */
interface Validations {
  addPlugins(plugin: { readonly name: string; validate(): { readonly success: boolean; readonly violations: readonly Violation[] } }): void;
}

const { Validations } = cdk as unknown as { readonly Validations: { of(scope: IConstruct): Validations } };

/**
 * True if this CDK has a report that shows warnings, and from which they can be acknowledged: 2.262.0 and later. From 2.251.0 on there is a class
 * `Validations`, but no way to acknowledge what a plugin has found. The first release that has it also has this class.
 */
export const HAS_REPORT = 'CloudFormationValidatePlugin' in cdk;

const SUBJECTS = new WeakMap<IConstruct, Subject[]>();

/** Adds the findings of a construct to the validation report of the CDK; false if this CDK has none. */
export function addToReport(subject: Subject): boolean {
  const { root } = subject.construct.node;
  if (!HAS_REPORT || !cdk.App.isApp(root)) {
    return false;
  }
  const subjects = SUBJECTS.get(root);
  if (!subjects) {
    SUBJECTS.set(root, [subject]);
    Validations.of(root).addPlugins({ name: 'TokenEnricher', validate: () => reportOf(root) });
  } else if (!subjects.includes(subject)) {
    subjects.push(subject);
  }
  return true;
}

/** True if the command that runs the app reads the report, and fails for errors in it. The command line of the CDK says so in this context. */
export function failsByReport({ node: { root } }: IConstruct): boolean {
  return ['false', false].includes(root.node.tryGetContext('@aws-cdk/core:failSynthOnValidationErrors'));
}

function reportOf(root: IConstruct): { readonly success: boolean; readonly violations: readonly Violation[] } {
  const subjects = [...SUBJECTS.get(root)!].sort((a, b) => a.construct.node.path < b.construct.node.path ? -1 : 1);
  const failed = subjects.filter(subject => subject.findings().some(({ severity }) => severity === 'error'));
  const violations = subjects.flatMap(subject => subject.findings().map(finding => violationOf(subject, finding)));
  return { success: failed.length === 0, violations: [...violations, ...failed.length > 0 ? failureOf(root, failed) : []] };
}

function violationOf({ construct, resource }: Subject, finding: Finding): Violation {
  const { id, severity, path: location, fix } = finding;
  showAcknowledgment(construct, finding);
  return {
    ruleName: reportId(id),
    description: describeFinding(finding),
    ...fix !== undefined && { fix },
    // the CDK lets people acknowledge an error, unless it is fatal
    severity: severity === 'error' ? 'fatal' : severity,
    violatingResources: [{ constructPath: construct.node.path, ...resource && placeOf(resource), locations: [location] }],
  };
}

function placeOf(resource: cdk.CfnResource): { readonly resourceLogicalId: string; readonly templatePath: string } {
  const { outdir } = cdk.Stage.of(resource)!;
  return { resourceLogicalId: resource.stack.getLogicalId(resource), templatePath: path.join(outdir, resource.stack.templateFile) };
}

/** The command line only looks at violations in the stacks that it was asked for. One that is in none fails the command, whichever stacks these are. */
function failureOf(root: IConstruct, failed: readonly Subject[]): readonly Violation[] {
  const stacks = root.node.findAll().filter(each => cdk.Stack.isStack(each) && !each.nestedStackParent);
  return stacks.length === 1 ? [] : [{
    ruleName: reportId('Failed'),
    description: `synthesis fails for errors of ${failed.map(({ construct }) => construct.node.path).join(', ')}`,
    fix: 'run cdk validate, or name the stacks, to see the errors',
    severity: 'fatal',
    violatingResources: [{ locations: [] }],
  }];
}
