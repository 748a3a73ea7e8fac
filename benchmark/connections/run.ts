import { runUnruly } from '../../test/local/unruly-run';

/** Total number of reads, and the seed of the random faults. */
const [reads = 100_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);

async function main(): Promise<void> {
  let wrong = 0;
  for (const node of [22, 24] as const) {
    const { outcomes, server } = await runUnruly(node, reads, seed);
    wrong += outcomes.WRONG ?? 0;
    console.log(`Node.js ${node}, seed ${seed}: ${reads} reads`);
    console.table(outcomes);
    console.table({ ...server.counts, 'responses before a request': server.early });
  }
  console.log(`${wrong} responses were used for the wrong request`);
  process.exit(wrong === 0 ? 0 : 1);
}

void main();
