import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { describeFinding, FINDINGS_METADATA, FINDINGS_VERSION, type Finding, type LeftFindings } from './finding';
import { acknowledgment, addToReport, annotationId, failsByReport, type Subject } from './validation-report';
import { Annotations, Lazy } from '../cdk/aws-cdk-lib';
import { inOrderOfProps } from '../problems/problems';

/** Reports the findings of one construct: in the validation report of the CDK or, if it has none, as annotations; and in the manifest for other tools. */
export class Reporter implements Subject {
  private ofConstruct: readonly Finding[] = [];
  private ofApp: readonly Finding[] = [];
  private readonly annotated = new Set<string>();
  /** The findings in the manifest of the own stage. */
  private readonly written = new Set<string>();
  /** Other constructs with the findings that came later. */
  private readonly late = new Set<IConstruct>();

  /** @param resourceOf the resource that the findings are about */
  constructor(public readonly construct: IConstruct, private readonly resourceOf: () => CfnResource | undefined) {
    this.leaveIn(construct, () => {
      const all = this.findings();
      all.forEach(each => this.written.add(JSON.stringify(each)));
      return all;
    });
  }

  public get resource(): CfnResource | undefined {
    return this.resourceOf();
  }

  /** All findings, each one once, in the order of the props. */
  public findings(): readonly Finding[] {
    return inOrderOfProps([...new Map([...this.ofConstruct, ...this.ofApp].map(each => [JSON.stringify(each), each])).values()]);
  }

  /** Adds findings that the construct alone decides. */
  public add(findings: readonly Finding[]): void {
    this.ofConstruct = [...this.ofConstruct, ...findings];
    this.show(findings, this.construct);
  }

  /**
   * Sets the findings of the app as it is now.
   *
   * @param annotated the construct for annotations: another one if the own stage is complete
   * @returns false if synthesis does not fail for errors among them, so that they have to be thrown
   */
  public setOfApp(findings: readonly Finding[], annotated: IConstruct): boolean {
    const failsLater = failsByReport(this.construct) && addToReport(this);
    this.ofApp = failsLater ? findings : findings.filter(({ severity }) => severity !== 'error');
    this.show(this.ofApp, annotated);
    const isLate = (): readonly Finding[] => this.findings().filter(each => !this.written.has(JSON.stringify(each)));
    if (annotated !== this.construct && !this.late.has(annotated) && isLate().length > 0) {
      this.late.add(annotated);
      this.leaveIn(annotated, isLate);
    }
    return failsLater;
  }

  private show(findings: readonly Finding[], annotated: IConstruct): void {
    if (findings.length === 0 || addToReport(this)) {
      return;
    }
    for (const finding of findings) {
      const text = `${describeFinding(finding)}${finding.fix === undefined ? '' : `: ${finding.fix}`}`;
      // the oldest supported CDK does not look at the construct itself for annotations that come after their acknowledgment
      if (!this.annotated.has(text) && acknowledgment(this.construct, finding) === undefined) {
        this.annotated.add(text);
        const add = finding.severity === 'info' ? 'addInfoV2' : 'addWarningV2';
        Annotations.of(annotated)[add](annotationId(finding.id), annotated === this.construct ? text : `${this.construct.node.path}: ${text}`);
      }
    }
  }

  /** Leaves findings in the manifest. They are read when it is written, because the checks of the app and acknowledgments can come later. */
  private leaveIn({ node }: IConstruct, findings: () => readonly Finding[]): void {
    node.addMetadata(FINDINGS_METADATA, Lazy.uncachedAny({
      produce: () => {
        const json = findings().map(finding => {
          const acknowledged = acknowledgment(this.construct, finding);
          return { ...finding, construct: this.construct.node.path, ...acknowledged !== undefined && { acknowledged } };
        });
        return { version: FINDINGS_VERSION, findings: json } satisfies LeftFindings;
      },
    }));
  }
}
