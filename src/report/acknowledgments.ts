import { Annotations } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import type { Finding } from './finding';

/** The metadata in which `Validations.acknowledge` of the CDK keeps the ids and the reasons. */
export const ACKNOWLEDGED_RULES = 'aws:cdk:acknowledged-rules';

/** The id of a finding in the validation report of the CDK. */
export function reportId(id: string): string {
  return `TokenEnricher::${id}`;
}

/** The id of a finding in annotations of the CDK. */
export function annotationId(id: string): string {
  return `cdk-cognito-token-enricher:${id}`;
}

/**
 * Whether the finding of a construct is acknowledged, there or above: the reason, or true if the CDK does not keep it.
 */
export function acknowledgment(construct: IConstruct, { id, severity }: Finding): string | true | undefined {
  // errors have statements in the rules instead
  return severity === 'error' ? undefined : reasonOf(construct, id) ?? (isAcknowledged(construct, id, severity) ? true : undefined);
}

/** The reason given to `Validations.acknowledge`, on the nearest construct. */
function reasonOf(construct: IConstruct, id: string): string | undefined {
  const names = [reportId(id), `Annotation::${annotationId(id)}`];
  return [...construct.node.scopes].reverse()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type === ACKNOWLEDGED_RULES).map(({ data }) => data as Record<string, string>))
    .flatMap(reasons => names.flatMap(name => reasons[name] ?? []))[0];
}

const PROBE = 'TokenEnricherProbe';

/** Whether `Annotations` of the CDK leaves the finding out. It tells this only to those who add one, so a construct does that for a moment. */
function isAcknowledged(construct: IConstruct, id: string, severity: 'warning' | 'info'): boolean {
  const probe = new Construct(construct as Construct, PROBE);
  const annotations = Annotations.of(probe);
  if (severity === 'info') {
    annotations.addInfoV2(annotationId(id), PROBE);
  } else {
    annotations.addWarningV2(annotationId(id), PROBE);
  }
  const isLeftOut = probe.node.metadata.length === 0;
  construct.node.tryRemoveChild(PROBE);
  return isLeftOut;
}
