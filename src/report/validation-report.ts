import * as path from 'path';
import * as cdk from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
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

/** The metadata in which `Validations.acknowledge` of the CDK keeps the ids and the reasons. */
const ACKNOWLEDGED_RULES = 'aws:cdk:acknowledged-rules';

/** The id of a finding in the validation report of the CDK. */
function reportId(id: string): string {
  return `TokenEnricher::${id}`;
}

/** The id of a finding in annotations of the CDK. */
export function annotationId(id: string): string {
  return `cdk-cognito-token-enricher:${id}`;
}

/** Whether the finding of a construct is acknowledged, there or above: the reason, or true if the CDK does not keep it. */
export function acknowledgment(construct: IConstruct, { id, severity }: Finding): string | true | undefined {
  // errors have statements in the rules instead
  return severity === 'error' ? undefined
    : reasonOf(construct, reportId(id)) ?? reasonOf(construct, `Annotation::${annotationId(id)}`) ?? (isAcknowledged(construct, id) ? true : undefined);
}

/** The report shows an acknowledgment that is in metadata under the id of the report: adds one that was given in another way. */
function showAcknowledgment(construct: IConstruct, finding: Finding): void {
  const reason = acknowledgment(construct, finding);
  if (reason !== undefined && recorded(construct, reportId(finding.id)).length === 0) {
    construct.node.addMetadata(ACKNOWLEDGED_RULES, { [reportId(finding.id)]: reason === true ? NO_REASON : reason });
  }
}

/** Stands in the report for the reason that `Annotations` was given and does not keep. */
const NO_REASON = 'acknowledged with Annotations';

function reasonOf(construct: IConstruct, name: string): string | undefined {
  return recorded(construct, name).find(reason => reason !== NO_REASON);
}

/** The reasons given to `Validations.acknowledge`, that of the nearest construct first. */
function recorded(construct: IConstruct, name: string): readonly string[] {
  return [...construct.node.scopes].reverse()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type === ACKNOWLEDGED_RULES).map(({ data }) => data as Record<string, string>))
    .flatMap(reasons => reasons[name] ?? []);
}

const PROBE = 'TokenEnricherProbe';

/** Whether `Annotations` of the CDK leaves the finding out. It tells this only to those who add one, so a construct does that for a moment. */
function isAcknowledged(construct: IConstruct, id: string): boolean {
  const probe = new Construct(construct as Construct, PROBE);
  // the severity makes no difference
  cdk.Annotations.of(probe).addWarningV2(annotationId(id), PROBE);
  const isLeftOut = probe.node.metadata.length === 0;
  construct.node.tryRemoveChild(PROBE);
  return isLeftOut;
}
