import type { Inventory, ListedEnricher, ListedPool, ListedRule, ListedSource, Reference } from './model';
import { roleOf } from './permissions';
import { trustedValues } from './trusted';
import { warningsOf } from './warnings';
import { isAttributeClaim } from '../../../src/core/cognito/claims';
import type { Expression, Rule, RulesetDocument, Source } from '../../../src/core/document/document';
import { targetOf } from '../../../src/core/document/expressions';
import { sortConditionText, summaryOf, textOf } from '../../../src/describe/wording';
import { readCloudAssembly } from '../app/cloud-assembly';
import { Deployment, type Placed } from '../app/deployment';
import type { FoundEnricher } from '../app/enrichers';
import { findEnrichers } from '../app/load-app';
import { attachmentsOf, type Attached } from '../app/pools';
import { TemplateText } from '../app/template-text';
import { findingsOf, type CheckedFinding } from '../check/findings';

/** An enricher with the names that its function can have. */
export interface LocatedEnricher {
  readonly listed: ListedEnricher;
  /** The name in the template; undefined if CloudFormation generates one. */
  readonly functionName?: string;
  readonly logicalId: string;
  readonly stackName: string;
}

/**
 * Lists the enrichers of an app, over all stages, stacks and nested stacks.
 *
 * @param folder the cloud assembly
 * @param chosen construct paths of enrichers, or their unambiguous ends; all if empty
 */
export function inventoryOf(folder: string, chosen: readonly string[]): Inventory {
  return { version: 1, enrichers: locatedEnrichers(folder, chosen).map(({ listed }) => listed) };
}

export function locatedEnrichers(folder: string, chosen: readonly string[]): readonly LocatedEnricher[] {
  const deployment = Deployment.ofTemplates(readCloudAssembly(folder));
  const enrichers = findEnrichers(deployment, folder, chosen);
  const attached = attachmentsOf(deployment, enrichers);
  const texts = new TemplateText(deployment.stacks);
  const findings = findingsOf(deployment.stacks, folder);
  return enrichers.map(each => {
    const { placed: { stack, logicalId, resource: { Properties } } } = each;
    return {
      listed: listedEnricher(each, { attached, deployment, texts, findings }),
      logicalId,
      stackName: stack.name,
      ...Properties?.FunctionName !== undefined && { functionName: texts.textOf(Properties.FunctionName, stack) },
    };
  });
}

function listedEnricher(found: FoundEnricher, { attached, deployment, texts, findings }: ListedApp): ListedEnricher {
  const { placed, document, enricher } = found;
  const { memorySize, timeout, path } = enricher;
  const { Runtime, Architectures } = placed.resource.Properties ?? {};
  const { role, permissions, managedPolicies } = roleOf(placed, deployment, texts);
  return {
    path,
    stack: placed.stack.path,
    digest: document.digest,
    triggerVersion: document.triggerVersion,
    ...placed.resource.Condition !== undefined && { condition: placed.resource.Condition },
    ...found.isCompared && { comparesWithPrevious: true },
    pools: attached.filter(({ trigger }) => trigger.enricher === enricher).map(each => poolOf(each, texts)),
    function: { runtime: texts.textOf(Runtime, placed.stack), architecture: texts.textOf(Architectures ?? 'x86_64', placed.stack), memorySize, timeout },
    rules: document.rules.map(rule => ruleOf(rule, document)),
    sources: Object.entries(document.sources).map(([name, source]) => sourceOf(name, source, document, placed, texts)),
    role,
    permissions,
    managedPolicies,
    warnings: warningsOf(path, findings),
    trusted: trustedValues(document),
  };
}

/** The parts of an app that each enricher is looked up in. */
interface ListedApp {
  readonly attached: readonly Attached[];
  readonly deployment: Deployment;
  readonly texts: TemplateText;
  readonly findings: readonly CheckedFinding[];
}

function poolOf({ kind, placed, trigger }: Attached, texts: TemplateText): ListedPool {
  const { stack, logicalId, resource: { Properties } } = placed;
  const reference = kind === 'inTemplate' ? { path: stack.pathOf(logicalId) } : referenceTo(Properties?.UserPoolId, placed, texts);
  return { ...reference, attachment: kind, triggerVersion: trigger.version };
}

/** A resource of the app by its path, or the text of the template. */
function referenceTo(value: unknown, { stack }: Placed, texts: TemplateText): Reference {
  const resource = texts.resourceOf(value, stack);
  return resource ? { path: resource.stack.pathOf(resource.logicalId) } : { name: texts.textOf(value, stack) };
}

function ruleOf(rule: Rule, document: RulesetDocument): ListedRule {
  const { id, kind, description, when, subjects, mode } = rule;
  return {
    id,
    kind,
    summary: summaryOf(rule, document),
    ...description !== undefined && { description },
    ...when && { condition: textOf(when, document) },
    subjects,
    ...'tokens' in rule && { tokens: rule.tokens },
    ...hidesOriginal(rule) && { hidesOriginal: true },
    mode,
  };
}

function hidesOriginal(rule: Rule): boolean {
  return rule.kind === 'setClaim' && rule.tokens.includes('ID') && rule.ifAbsent !== 'KEEP_ORIGINAL' && isAttributeClaim(rule.claim);
}

function sourceOf(name: string, source: Source, document: RulesetDocument, placed: Placed, texts: TemplateText): ListedSource {
  const { kind, key, attributes, onError } = source;
  const target = targetReference(targetOf(source), document, placed, texts);
  return {
    name,
    kind,
    ...kind === 'function' ? { function: target } : { table: target },
    ...kind === 'query' && source.index !== undefined && { index: source.index },
    key: Object.fromEntries(Object.entries(key).map(([attribute, part]) => [attribute, textOf(part, document)])),
    ...kind === 'query' && source.sort && { sortCondition: sortConditionText(source.sort, source.sort.values.map(value => textOf(value, document))) },
    attributes,
    onError,
  };
}

/** The table or function of a source, which is a constant or in an environment variable of the function. */
function targetReference(target: Expression, document: RulesetDocument, placed: Placed, texts: TemplateText): Reference {
  const { Variables = {} } = (placed.resource.Properties?.Environment ?? {}) as { readonly Variables?: Readonly<Record<string, unknown>> };
  switch (target.op) {
    case 'literal': return { name: String(target.args?.[0]) };
    case 'slot': return referenceTo(Variables[String(target.args?.[0])], placed, texts);
    default: return { name: textOf(target, document) };
  }
}
