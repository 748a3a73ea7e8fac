import * as fs from 'node:fs';
import * as path from 'node:path';
import { DOCUMENT_FILE, DOCUMENT_VERSION, PREVIOUS_VARIABLE, type RulesetDocument } from '../../../src/core/document/document';
import { UsageError } from '../errors';
import { assetPath, readJson } from './cloud-assembly';
import type { Deployment, Placed } from './deployment';
import type { Enricher } from './model';
import { attributeOf } from './physical-ids';

const METADATA = 'token-enricher';

/** A function of TokenEnricher, with the ARN that pools call. */
export interface FoundEnricher {
  readonly enricher: Enricher;
  /** Its function in the template. */
  readonly placed: Placed;
  readonly arn: string;
  readonly document: RulesetDocument;
  readonly notices: readonly string[];
  /** The previous function decides, and the rules are compared with it. */
  readonly isCompared: boolean;
}

/** The functions of TokenEnricher in the app. Their metadata identifies them. */
export function enrichersOf(deployment: Deployment): readonly FoundEnricher[] {
  return deployment.resources('AWS::Lambda::Function')
    .filter(({ resource: { Metadata } }) => Metadata?.[METADATA] !== undefined)
    .map(placed => enricherOf(placed, deployment));
}

function enricherOf(placed: Placed, deployment: Deployment): FoundEnricher {
  const { stack, resource: { Metadata } } = placed;
  const { path: own } = Metadata![METADATA] as { readonly path: string };
  const asset = assetOf(placed, own);
  const document = readJson<RulesetDocument | null>(path.join(asset, DOCUMENT_FILE));
  if (document?.version !== DOCUMENT_VERSION) {
    throw new UsageError([`${own} was synthesized by another version of cdk-cognito-token-enricher (its document has version ${String(document?.version)}, this command reads ${DOCUMENT_VERSION}): install the matching version of token-enricher.`]);
  }
  if (!Array.isArray(document.rules) || !isMap(document.sources) || !isMap(document.clients)) {
    throw new UsageError([`The rules of ${own} are not complete (${path.join(asset, DOCUMENT_FILE)}): run \`npx cdk synth\` again.`]);
  }
  const { [PREVIOUS_VARIABLE]: previous, ...environment } = variablesOf(placed, deployment);
  const runtime = String(deployment.property(placed, 'Runtime'));
  return {
    placed,
    arn: String(attributeOf(placed, 'Arn', deployment)),
    document,
    isCompared: previous !== undefined,
    notices: previous === undefined ? [] : [`${own} is compared with the function it replaces. That function does not run here: the rules decide.`],
    enricher: {
      path: own,
      asset,
      nodeMajor: Number(/^nodejs(\d+)/.exec(runtime)?.[1] ?? 24),
      memorySize: Number(deployment.property(placed, 'MemorySize') ?? 128),
      timeout: Number(deployment.property(placed, 'Timeout') ?? 3),
      environment,
      region: stack.region,
    },
  };
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function variablesOf(placed: Placed, deployment: Deployment): Readonly<Record<string, string>> {
  const { Variables = {} } = (deployment.property(placed, 'Environment') ?? {}) as { readonly Variables?: Readonly<Record<string, unknown>> };
  return Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, String(value)]));
}

function assetOf({ stack, resource: { Metadata, Properties } }: Placed, own: string): string {
  const folder = assetPath(stack, Metadata, JSON.stringify(Properties?.Code));
  if (folder === undefined || !fs.existsSync(path.join(folder, DOCUMENT_FILE))) {
    throw new UsageError([`The code of ${own} is missing${folder === undefined ? '' : ` (${folder})`}: run \`npx cdk synth\` again, with the CDK CLI and without --no-staging, and keep the asset folders of the cloud assembly.`]);
  }
  return folder;
}
