/* eslint-disable no-console -- it is a program */
import type { Design } from './design';
import { findingsOf, namesOf } from './findings';
import { generate } from './generate';
import { smallerOnes } from './shrink';
import { Kinds } from '../support/kinds';
import { Random } from '../support/random';
import { shrink } from '../support/shrink';
import { WorkFolder } from '../support/work-folder';

/**
 * Synthesizes designs that follow the documentation, and lists the findings of the library, which should be none. Arguments: the number of
 * designs, the seed, and the number of kinds of findings that are shown.
 */
const [COUNT, SEED, SHOWN] = [Number(process.argv[2] ?? 5_000), Number(process.argv[3] ?? 1), Number(process.argv[4] ?? 40)];
const LENGTH = 900;
const PROGRESS = 100;

function main(): void {
  const folder = new WorkFolder('harmless');
  const random = new Random(SEED);
  const kinds = new Kinds<Design>();
  const recipes = new Map<string, number>();
  const start = Date.now();
  try {
    for (let index = 0; index < COUNT; index++) {
      const design = generate(random);
      folder.next();
      const findings = findingsOf(design, folder.outdir);
      design.parts.forEach(({ recipe }) => recipes.set(recipe, (recipes.get(recipe) ?? 0) + 1));
      if (findings.length > 0) {
        kinds.add(namesOf(findings), design);
      }
      if (index % PROGRESS === PROGRESS - 1) {
        console.error(`${index + 1} designs, ${kinds.sorted.length} kinds of findings: ${kinds.sorted.map(([kind]) => kind).join('; ')}`);
      }
    }
    console.log(`${COUNT} designs of seed ${SEED} in ${Math.round((Date.now() - start) / 1000)} s`);
    console.log([...recipes].map(([recipe, count]) => `${recipe} ${count}`).join(', '));
    kinds.sorted.slice(0, SHOWN).forEach(([kind, { count, smallest }]) => {
      const small = shrink(smallest, smallerOnes, each => namesOf(findingsOf(each, folder.outdir)) === kind);
      console.log(`\n${count} x ${kind}\n${JSON.stringify(small)}\n${findingsOf(small, folder.outdir).join('\n').slice(0, LENGTH)}`);
    });
    console.log(`\n${kinds.sorted.length} kinds of findings`);
    process.exitCode = kinds.sorted.length > 0 ? 1 : 0;
  } finally {
    folder.remove();
  }
}

main();
