import * as fs from 'node:fs';
import * as path from 'node:path';
import { isRecord } from '../../../src/core/document/json';
import { UsageError } from '../errors';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** A stack of the app, or a stack nested in one. */
export interface Stack {
  /** Name of the deployed stack. Names of exports and resources derive from it. */
  readonly name: string;
  /** Construct path. */
  readonly path: string;
  readonly region: string;
  readonly account: string;
  /** The folder of the cloud assembly that contains it. */
  readonly folder: string;
  /** Path of the template; of the outermost stack for a nested one. */
  readonly templateFile: string;
  readonly template: Template;
  /** Metadata of the constructs in the stack and in the stacks nested in it, by `/` and the construct path. */
  readonly metadata: Metadata;
  /** For a nested stack: its parent stack, and the logical id of its resource there. */
  readonly parent?: { readonly stack: Stack; readonly logicalId: string };
  /** Construct path of a resource. */
  readonly pathOf: (logicalId: string) => string;
}

const DEFAULT_REGION = 'us-east-1';
const DEFAULT_ACCOUNT = '111122223333';

interface Artifact {
  readonly type: string;
  readonly displayName?: string;
  readonly environment?: string;
  readonly properties?: { readonly templateFile?: string; readonly stackName?: string; readonly directoryName?: string };
  readonly metadata?: Metadata;
  readonly additionalMetadataFile?: string;
}

export type Metadata = Readonly<Record<string, ReadonlyArray<{ readonly type: string; readonly data?: unknown }>>>;

/** All stacks of a cloud assembly, including those of stages and nested stacks. */
export function readCloudAssembly(folder: string): readonly Stack[] {
  const file = path.join(folder, 'manifest.json');
  if (!fs.existsSync(folder)) {
    throw new UsageError([`There is no cloud assembly at ${folder}: run \`npx cdk synth\` in the folder of the app first, or name the assembly with --app.`]);
  }
  if (!fs.existsSync(file)) {
    throw new UsageError([`${folder} is not a cloud assembly, because it has no manifest.json: ${fixFor(folder)}.`]);
  }
  const artifacts = readJson<{ artifacts?: Readonly<Record<string, Artifact | null>> } | null>(file)?.artifacts;
  if (typeof artifacts !== 'object' || artifacts === null) {
    throw new UsageError([`${file} lists no artifacts, so it was not written by the AWS CDK: name the output folder of the app (usually cdk.out) with --app.`]);
  }
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    switch (artifact?.type) {
      case 'aws:cloudformation:stack': return stackWithNested(folder, id, artifact);
      case 'cdk:cloud-assembly': return readCloudAssembly(path.join(folder, artifact.properties?.directoryName ?? ''));
      default: return [];
    }
  });
}

/** The fix for a folder that is no cloud assembly. */
function fixFor(folder: string): string {
  const inside = path.join(folder, 'cdk.out');
  return fs.existsSync(path.join(inside, 'manifest.json')) ? `name the folder in it with --app ${inside}`
    : 'run `npx cdk synth`, or name the output folder of the app (usually cdk.out) with --app';
}

function stackWithNested(folder: string, id: string, artifact: Artifact): readonly Stack[] {
  const [, account = '', region = ''] = /^aws:\/\/([^/]*)\/(.*)$/.exec(artifact.environment ?? '') ?? [];
  const additional = artifact.additionalMetadataFile && path.join(folder, artifact.additionalMetadataFile);
  const metadata: Metadata = { ...artifact.metadata, ...additional && fs.existsSync(additional) && readJson<Metadata>(additional) };
  const paths = pathsOf(metadata);
  const templateFile = path.join(folder, artifact.properties?.templateFile ?? `${id}.template.json`);
  const template = templateIn(templateFile);
  const stack: Stack = {
    name: artifact.properties?.stackName ?? id,
    path: artifact.displayName ?? id,
    region: region.startsWith('unknown') || region === '' ? DEFAULT_REGION : region,
    account: account.startsWith('unknown') || account === '' ? DEFAULT_ACCOUNT : account,
    folder,
    templateFile,
    template,
    metadata,
    pathOf: logicalId => pathIn(template, logicalId) ?? shortest(paths.get(logicalId)) ?? `${id}/${logicalId}`,
  };
  return [stack, ...nestedIn(stack, paths)];
}

/** Without resources that are none, as in a file that was cut or edited. */
function templateIn(file: string): Template {
  const { Resources, ...others } = readJson<Template | null>(file) ?? {};
  return { ...others, ...isRecord(Resources) && { Resources: Object.fromEntries(Object.entries(Resources).filter(([, each]) => isRecord(each))) } };
}

function nestedIn(stack: Stack, paths: ReadonlyMap<string, readonly string[]>): readonly Stack[] {
  return Object.entries(stack.template.Resources ?? {}).flatMap(([logicalId, { Type, Metadata, Properties }]) => {
    const file = Type === 'AWS::CloudFormation::Stack' ? assetPath(stack, Metadata, JSON.stringify(Properties?.TemplateURL)) : undefined;
    if (file === undefined || !fs.existsSync(file)) {
      return [];
    }
    const own = stack.pathOf(logicalId).replace(/\.NestedStack\/.*$/, '');
    const template = templateIn(file);
    const nested: Stack = {
      ...stack,
      name: `${stack.name}-${logicalId}`,
      path: own,
      template,
      parent: { stack, logicalId },
      pathOf: id => pathIn(template, id) ?? shortest(paths.get(id)?.filter(each => each.startsWith(`${own}/`))) ?? `${own}/${id}`,
    };
    return [nested, ...nestedIn(nested, paths)];
  });
}

/**
 * The path of an asset. It comes from the metadata that the CDK CLI writes when it runs the app, or else from the asset manifest, by the hash in
 * the name of the uploaded file.
 */
export function assetPath({ folder }: Stack, metadata: Resource['Metadata'], uploaded: string | undefined): string | undefined {
  const named = metadata?.['aws:asset:path'];
  const given = typeof named === 'string' ? named : sourceOf(folder, /[0-9a-f]{64}/.exec(uploaded ?? '')?.[0]);
  return given && path.resolve(folder, given);
}

function sourceOf(folder: string, hash: string | undefined): string | undefined {
  for (const name of hash === undefined ? [] : fs.readdirSync(folder).filter(each => each.endsWith('.assets.json'))) {
    const { files = {} } = readJson<{ files?: Readonly<Record<string, { readonly source: { readonly path?: string } }>> }>(path.join(folder, name));
    if (Object.hasOwn(files, hash!)) {
      return files[hash!].source.path;
    }
  }
  return undefined;
}

/** The construct path that the CDK CLI writes into templates when it runs the app. */
function pathIn({ Resources }: Template, logicalId: string): string | undefined {
  const own = Resources && Object.hasOwn(Resources, logicalId) ? Resources[logicalId].Metadata?.['aws:cdk:path'] : undefined;
  return typeof own === 'string' ? withoutResource(own) : undefined;
}

/** A stack and its nested stacks can have resources with the same logical id. The outer one has the shorter path. */
function shortest(paths: readonly string[] | undefined): string | undefined {
  return paths?.reduce((best, each) => each.split('/').length < best.split('/').length ? each : best);
}

function pathsOf(metadata: Metadata): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const [construct, entries] of Object.entries(metadata)) {
    for (const { data } of entries.filter(({ type }) => type === 'aws:cdk:logicalId')) {
      paths.set(String(data), [...paths.get(String(data)) ?? [], withoutResource(construct.slice(1))]);
    }
  }
  return paths;
}

/** The path of the construct in the app, rather than that of the L1 resource in it. */
function withoutResource(construct: string): string {
  return construct.replace(/\/(Resource|Default)$/, '');
}

export function readJson<T>(file: string): T {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as T;
  } catch (error) {
    throw new UsageError([`${file} cannot be read (${(error as Error).message}): run \`npx cdk synth\` again.`]);
  }
}
