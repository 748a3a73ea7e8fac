/* eslint-disable no-console -- it is a program */
import { compare, Services, type Compared } from './compare';
import { ruleSetOf } from './rule-set';
import { shrink } from './shrink';
import { Statistics } from './statistics';
import { sourcesReadBy } from '../../src/core/document/expressions';

/**
 * Compares the preview with the deployed function, which reads a local DynamoDB and invokes a local function, over generated rule sets and events. Arguments: the number of
 * cases, and the seed.
 */
const [COUNT, SEED] = [Number(process.argv[2] ?? 15_000), Number(process.argv[3] ?? 1)];
const EVENTS = 25;
/** Rule sets that run at a time: while a function starts, other rule sets are compiled. */
const SIDE_BY_SIDE = 4;
/** Differences that are reduced to a minimal case; the others are only counted. */
const SHOWN = 5;
/** Rule sets of neighboring seeds of the run do not overlap. */
const SEEDS = 100_000;

function describe({ set, document: { rules, sources }, cases }: Compared): string {
  const [{ event, answers, preview, deployed, reads }] = cases.filter(({ isSame }) => !isSame);
  const names = sourcesReadBy(rules, sources);
  const used = <T>(of: Readonly<Record<string, T>>): object => Object.fromEntries(Object.entries(of).filter(([name]) => names.has(name)));
  return Object.entries({ rules, sources: used(sources), event, answers: used({ ...answers }), preview, deployed, reads }).reduce(
    (text, [name, value]) => `${text}\n  ${name}: ${JSON.stringify(value)}`, `rule set ${set.seed}, version ${set.version}`,
  );
}

async function main(): Promise<void> {
  const services = await Services.start();
  const statistics = new Statistics();
  const start = Date.now();
  const minimal: string[] = [];
  try {
    for (let seed = SEED * SEEDS; statistics.cases < COUNT; seed += SIDE_BY_SIDE) {
      const given = Array.from({ length: SIDE_BY_SIDE }, (_, index) => ruleSetOf(seed + index, EVENTS));
      const results = await Promise.all(given.map(each => compare(each, services)));
      results.forEach((compared, index) => statistics.add(given[index], compared));
      for (const compared of results.filter(each => each?.cases.some(({ isSame }) => !isSame))) {
        if (minimal.length < SHOWN) {
          minimal.push(describe(await shrink(compared!, smaller => compare(smaller, services))));
        }
      }
    }
  } finally {
    await services.stop();
  }
  const { cases, ruleSets, rules, rejected, differences, missing } = statistics;
  console.log(`${statistics}\n`);
  minimal.forEach(each => console.log(`${each}\n`));
  console.log(`${cases} cases of seed ${SEED} in ${Math.round((Date.now() - start) / 1000)} s: ${ruleSets} rule sets of ${rules} rules; the library rejected ${rejected} more rules`);
  console.log(`${differences} differences${missing.length > 0 ? `; operators that never occurred: ${missing.join(', ')}` : ''}`);
  process.exitCode = differences > 0 ? 1 : 0;
}

void main();
