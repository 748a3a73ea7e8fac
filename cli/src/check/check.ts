import { checkedConstructs, findingsOf, type CheckedFinding } from './findings';
import type { TokenSize } from '../../../src/contract/model';
import { summaryOf } from '../../../src/describe/wording';
import { readCloudAssembly } from '../app/cloud-assembly';
import { Deployment } from '../app/deployment';
import { enrichersOf } from '../app/enrichers';
import { findEnrichers } from '../app/load-app';
import { contractsIn } from '../contract/contracts';

/** A rule that is evaluated and logged, without effect. */
export interface ShadowRule {
  readonly enricher: string;
  readonly rule: string;
  readonly summary: string;
}

/** Findings and facts for the review of an app. */
export interface Check {
  /** It increases when a property is removed or changes its meaning. */
  readonly version: 1;
  readonly findings: readonly CheckedFinding[];
  /** Construct paths of the enrichers and user pools that were checked, also those without findings. */
  readonly checked: readonly string[];
  readonly shadowRules: readonly ShadowRule[];
  readonly sizes: ReadonlyArray<TokenSize & { readonly enricher: string }>;
}

/** Reads the findings that synthesis left for all enrichers and user pools of an app. */
export function checkOf(folder: string): Check {
  const deployment = Deployment.ofTemplates(readCloudAssembly(folder));
  const findings = findingsOf(deployment.stacks, folder);
  const checked = checkedConstructs(deployment.stacks);
  const enrichers = checked.length > 0 ? enrichersOf(deployment) : findEnrichers(deployment, folder, []);
  return {
    version: 1,
    findings,
    checked,
    shadowRules: enrichers.flatMap(({ document, enricher }) => document.rules.filter(({ mode }) => mode === 'SHADOW')
      .map(rule => ({ enricher: enricher.path, rule: rule.id, summary: summaryOf(rule, document) }))),
    sizes: contractsIn(deployment, folder, enrichers).flatMap(({ enricher, sizes }) => sizes.map(size => ({ enricher, ...size }))),
  };
}
