import { Annotations } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import type { Finding } from './finding';

/** The metadata in which `Validations.acknowledge` of the CDK keeps the ids and the reasons. */
const ACKNOWLEDGED_RULES = 'aws:cdk:acknowledged-rules';

/** The id of a finding in the validation report of the CDK. */
export function reportId(id: string): string {
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
export function showAcknowledgment(construct: IConstruct, finding: Finding): void {
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
  Annotations.of(probe).addWarningV2(annotationId(id), PROBE);
  const isLeftOut = probe.node.metadata.length === 0;
  construct.node.tryRemoveChild(PROBE);
  return isLeftOut;
}
