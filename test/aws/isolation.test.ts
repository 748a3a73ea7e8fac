import { runUnruly } from '../local/unruly-run';

test.concurrent.each([22, 24] as const)('a response never reaches another request, whatever the network does: Node.js %i', async node => {
  const reads = 4000;
  const { outcomes, server } = await runUnruly(node, reads, 20_261_126 + node);
  const { FOUND: found = 0, WRONG: wrong = 0 } = outcomes;
  expect(wrong).toBe(0);
  expect(found).toBeGreaterThan(reads / 2);
  expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBe(reads);
  // every behavior occurred
  expect(Object.keys(server.counts)).toHaveLength(15);
  expect(server.early).toBeGreaterThan(10);
});
