import { runUnruly } from '../../test/local/unruly-run';

/** Reads at all; each seed is another history of faults. */
const [reads = 100_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);

async function main(): Promise<void> {
  let wrong = 0;
  for (const node of [22, 24] as const) {
    const { outcomes, server } = await runUnruly(node, reads, seed);
    wrong += outcomes.WRONG ?? 0;
    console.log(`Node.js ${node}, seed ${seed}: ${reads} reads`);
    console.table(outcomes);
    console.table({ ...server.counts, 'an answer before anything was asked': server.early });
  }
  console.log(`${wrong} answers were given to another request`);
  process.exit(wrong === 0 ? 0 : 1);
}

void main();
