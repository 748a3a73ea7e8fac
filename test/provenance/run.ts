/* eslint-disable no-console -- it is a program */
import { canBeAvoided } from './avoidable';
import { say, type Said } from './build';
import type { Design } from './design';
import { generate } from './generate';
import { expected } from './model';
import { smallerOnes } from './shrink';
import { Kinds } from '../support/kinds';
import { Random } from '../support/random';
import { shrink } from '../support/shrink';
import { WorkFolder } from '../support/work-folder';

/**
 * Compares the findings of the library about generated designs with those of the model. Arguments: the number of designs, and the seed.
 */
const [COUNT, SEED] = [Number(process.argv[2] ?? 20_000), Number(process.argv[3] ?? 1)];
const SHOWN = 500;
const PROGRESS = 500;

/** The two findings; a warning about a restriction that can be avoided counts where there is no error. */
function pairOf(design: Design, said: Said): string {
  const warns = said.message.includes(':CallerCanAvoid');
  const avoidable = expected(design) === said.verdict && ['SILENT', 'UNSEEN'].includes(said.verdict) ? canBeAvoided(design) ?? warns : warns;
  const suffix = avoidable === warns ? '' : warns ? ' and CallerCanAvoid' : ' without CallerCanAvoid';
  return `model ${expected(design)}, library ${said.verdict}${said.verdict === 'REFUSED' ? checkOf(said) : ''}${suffix}`;
}

const checkOf = ({ message }: Said): string => ` (${[...new Set([...message.matchAll(/: (\w+)\n/g)].map(([, check]) => check))].join() || message.slice(0, 200)})`;

function probeName(design: Design): string {
  const { probe } = design;
  const part = probe.kind === 'item' ? probe.part : probe;
  const imported = design.pool.imported ? ', imported' : '';
  const name = 'name' in part ? ` ${part.name.startsWith('custom:') ? 'custom' : part.name}` : '';
  return `${probe.kind === 'item' ? `${probe.by} by ` : ''}${part.kind}${name}${imported}`;
}

function main(): void {
  const folder = new WorkFolder('provenance');
  const random = new Random(SEED);
  const verdicts = new Map<string, number>();
  const kinds = new Kinds<Design>();
  const pairs = new Map<string, string>();
  const start = Date.now();
  try {
    for (let index = 0; index < COUNT; index++) {
      const design = generate(random);
      folder.next();
      const said = say(design, folder.outdir);
      const pair = pairOf(design, said);
      verdicts.set(pair, (verdicts.get(pair) ?? 0) + 1);
      if (pair !== `model ${said.verdict}, library ${said.verdict}`) {
        const kind = `${pair}: ${probeName(design)}${['trusted', 'shadow', 'suppress', 'claim', 'deny', 'group', 'display'].includes(design.use) ? `, ${design.use}` : ''}`;
        kinds.add(kind, design);
        pairs.set(kind, pair);
      }
      if (index % PROGRESS === PROGRESS - 1) {
        console.error(`${index + 1} designs, ${kinds.sorted.length} kinds of disagreements`);
      }
    }
    console.log(`${COUNT} designs of seed ${SEED} in ${Math.round((Date.now() - start) / 1000)} s`);
    [...verdicts].sort().forEach(([pair, count]) => console.log(`${String(count).padStart(7)} ${pair}`));
    const groups = kinds.sorted;
    for (const [kind, { count, smallest }] of groups.slice(0, Number(process.argv[4] ?? 40))) {
      const small = shrink(smallest, smallerOnes, each => pairOf(each, say(each, folder.outdir)) === pairs.get(kind));
      console.log(`\n${count} x ${kind}\n${JSON.stringify(small)}\n${say(small, folder.outdir).message.replace(/Validation failed[^]*problems?:\n/, '').trim().slice(0, SHOWN)}`);
    }
    console.log(`\n${groups.length} kinds of disagreements`);
    process.exitCode = groups.length > 0 ? 1 : 0;
  } finally {
    folder.remove();
  }
}

main();
