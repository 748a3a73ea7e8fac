// Measures the bundle of the function with one document, and writes what it measured as JSON.
const sinceNanoseconds = from => Number(process.hrtime.bigint() - from);
const { loadRuleset, readEvent, evaluateWithAnswers } = require(process.argv[2]);
const { document, event, item } = JSON.parse(require('fs').readFileSync(process.argv[3], 'utf8'));

const WARM_UP = 400e6;
const BATCH = 5e6;
const BATCHES = 60;

const environment = { slot: name => name, isClient: () => false };
const beforeLoad = process.hrtime.bigint();
const ruleset = loadRuleset(document);
const load = sinceNanoseconds(beforeLoad);
const answer = { items: [item], count: 1 };
const once = () => evaluateWithAnswers(ruleset, readEvent(event, 1_700_000_000), environment, () => answer);

const beforeFirst = process.hrtime.bigint();
const { decision } = once();
const first = sinceNanoseconds(beforeFirst);
if (decision.denial) {
  throw new Error(`denied: ${decision.denial.reason}`);
}
// the compiler of V8 works in the background: it is done after some time, not after some calls
let calls = 0;
const beforeWarmUp = process.hrtime.bigint();
while (sinceNanoseconds(beforeWarmUp) < WARM_UP) {
  once();
  calls++;
}
const callsOfBatch = Math.max(1, Math.round(calls * BATCH / WARM_UP));
const events = [];
for (let batch = 0; batch < BATCHES; batch++) {
  const before = process.hrtime.bigint();
  for (let call = 0; call < callsOfBatch; call++) {
    once();
  }
  events.push(sinceNanoseconds(before) / callsOfBatch / 1000);
}
events.sort((a, b) => a - b);
process.stdout.write(JSON.stringify({ event: events[BATCHES / 2], load: load / 1000, first: first / 1000 }));
