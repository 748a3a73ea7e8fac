// Runs one case at one size after the other in the bundle of the function, and writes a line of JSON for each.
const { loadRuleset, readEvent, evaluateWithAnswers } = require(process.argv[2]);
const sizes = JSON.parse(require('fs').readFileSync(0, 'utf8'));

const LEAST_RUNS = 5;
/** Milliseconds to measure at one size. */
const TIME = 60;
/** Milliseconds of one run from which on nothing larger is tried. */
const TOO_LONG = 1500;

const environment = { slot: name => name, isClient: () => false };

for (const { size, document, eventText, item } of sizes) {
  const event = JSON.parse(eventText);
  const ruleset = loadRuleset(document);
  const items = item === undefined ? [] : [item].flat();
  const answer = { items, count: items.length };
  const times = [];
  let outcome;
  const started = performance.now();
  while ((times.length < LEAST_RUNS || performance.now() - started < TIME) && performance.now() - started < TOO_LONG) {
    const before = performance.now();
    try {
      const { decision } = evaluateWithAnswers(ruleset, readEvent(event, 1_700_000_000), environment, () => answer);
      const { outcome: becomes, reason } = decision.trace[0];
      outcome = reason ? `${becomes} ${reason}` : becomes;
    } catch (error) {
      outcome = `throws ${error.name}: ${error.message}`;
    }
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  const milliseconds = times[Math.floor(times.length / 2)];
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  require('fs').writeSync(1, `${JSON.stringify({ size, milliseconds, outcome, megabytes })}\n`);
  if (milliseconds > TOO_LONG) {
    break;
  }
}
