import * as fs from 'fs';
import * as path from 'path';
import { transformSync } from 'esbuild';
import { ownTime } from './compare/cold';
import { withCpuGroups, type CpuGroup } from './cpu-group';
import { table } from './markdown';
import { inRounds } from './measure';
import { versionOf, withSetting } from './setting';
import type { Variant } from './variants';
import { median } from '../statistics';

/** Memory sizes of the functions, in MB. */
const MEMORY = [128, 256, 512, 1769] as const;
const STARTS = 40;
const NODE = 24;
/**
 * Milliseconds that Lambda needs before the function is loaded: the published median for Node.js 24, zip package, arm64.
 *
 * @see https://github.com/maxday/lambda-perf
 */
const PLATFORM = 122;

type Edit = (code: string) => string;

/** Replaces a part of the function's code. Throws if it does not contain the part. */
function replacing(part: string, by: string): Edit {
  return code => {
    if (!code.includes(part)) {
      throw new Error(`the function does not contain ${part}`);
    }
    return code.replace(part, by);
  };
}

const MINOR_COLLECTION = `const v8 = require("v8");
  v8.setFlagsFromString("--expose-gc");
  require("vm").runInNewContext("gc")({ type: "minor" });
  v8.setFlagsFromString("--no-expose-gc");`;

/** Variants of the function: without one of its optimizations, or with an additional one. */
const VARIANTS: { readonly [name: string]: Edit } = {
  'as deployed': code => code,
  'no connection opened in INIT': replacing('tables && openConnection("dynamodb", deadline.remaining)', 'undefined'),
  'no rehearsal in INIT': replacing('rehearse(environment, deadline)\n  ]', 'undefined\n  ]'),
  'neither': replacing('await warmUp(environment);', ''),
  'minified': code => transformSync(code, { minify: true }).code,
  'young objects collected at the end of INIT': replacing('await warmUp(environment);', `await warmUp(environment);\n  ${MINOR_COLLECTION}`),
};

export interface Ablation {
  readonly node: string;
  readonly starts: number;
  /** Milliseconds of the function in a first sign-in, by variant and memory size. */
  readonly own: { readonly [variant: string]: { readonly [memory: number]: number } };
}

/** @returns the measurements, or the reason why CPU quotas are not available */
export function measureAblation(starts = STARTS): Promise<Ablation | string> {
  return withCpuGroups(MEMORY, groups => measure(groups, starts));
}

function measure(groups: ReadonlyMap<number, CpuGroup>, starts: number): Promise<Ablation> {
  return withSetting(async setting => {
    const deployed = setting.ours('OneTable', 'ours');
    const cases = Object.entries(VARIANTS).flatMap(([name, edit]) => {
      const variant = edited(deployed, name, edit);
      return [...groups].map(([memory, group]) => ({
        memory,
        variant: { ...variant, environment: { ...variant.environment, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${memory}` } },
        options: { node: NODE, beforeFirst: (pid: number) => group.add(pid) } as const,
      }));
    });
    const measured = await inRounds(setting, cases, starts, 1);
    const ownOf = (name: string) => Object.fromEntries(cases.filter(({ variant }) => variant.name === name)
      .map(each => [each.memory, median(measured.get(each)!.map(ownTime))]));
    return { node: versionOf(NODE), starts, own: Object.fromEntries(Object.keys(VARIANTS).map(name => [name, ownOf(name)])) };
  });
}

/** Creates an edited copy of the deployed function. */
function edited(deployed: Variant, name: string, edit: Edit): Variant {
  const folder = `${deployed.folder}-${name.replaceAll(' ', '-')}`;
  fs.cpSync(deployed.folder, folder, { recursive: true });
  const file = path.join(folder, 'enricher.js');
  fs.writeFileSync(file, edit(fs.readFileSync(file, 'utf8')));
  return { ...deployed, name, folder };
}

export function reportAblation({ node, starts, own }: Ablation): string {
  const [deployed, ...others] = Object.keys(own);
  const milliseconds = (name: string): string[] => MEMORY.map(memory => own[name][memory].toFixed(0));
  const change = (name: string): string[] => MEMORY.map(memory => {
    const part = (own[name][memory] - own[deployed][memory]) / (PLATFORM + own[deployed][memory]);
    return `${own[name][memory].toFixed(0)} (${part < 0 ? '' : '+'}${(part * 100).toFixed(0)} %)`;
  });
  return [
    `Node.js ${node}, medians of ${starts} starts each, in random order: milliseconds of initialization and first event, and what that adds to the whole `
      + `first sign-in, of which Lambda itself takes ${PLATFORM}.`,
    table(['MB', ...MEMORY.map(String)], [[deployed, ...milliseconds(deployed)], ...others.map(name => [name, ...change(name)])]),
  ].join('\n\n');
}
