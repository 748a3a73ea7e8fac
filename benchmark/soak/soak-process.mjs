// One environment of the function for a long time: invokes it in this process, and tells what it saw.
import { writeSync } from 'node:fs';

const [, , entry, invocations, users] = process.argv;
// its log is not of interest
process.stdout.write = () => true;
const { handler } = await import(entry);

const rss = [];
const ages = { cached: 0, stale: 0 };
let [denied, wrong, slowest] = [0, 0, 0];

const event = sub => ({
  version: '2', triggerSource: 'TokenGeneration_HostedAuth', region: 'us-east-1', userPoolId: 'us-east-1_01EXAMPLE', userName: 'jane',
  callerContext: { clientId: 'client1' }, request: { userAttributes: { sub }, groupConfiguration: {}, scopes: ['openid'] }, response: {},
});

for (let count = 0; count < Number(invocations); count++) {
  // some users come again and again, most of them rarely
  const user = Math.floor(Math.random() ** 3 * Number(users));
  const started = performance.now();
  try {
    const { response } = await handler(event(`sub-${user}`), { awsRequestId: `soak-${count}`, getRemainingTimeInMillis: () => 5000 });
    const { cached, stale, user: owner } = response.claimsAndScopeOverrideDetails.accessTokenGeneration.claimsToAddOrOverride;
    wrong += owner === `sub-${user}` ? 0 : 1;
    ages.cached = Math.max(ages.cached, cached === undefined ? 0 : Date.now() - cached);
    ages.stale = Math.max(ages.stale, Date.now() - stale);
  } catch {
    denied++;
  }
  slowest = Math.max(slowest, performance.now() - started);
  if (count % Math.ceil(Number(invocations) / 20) === 0) {
    globalThis.gc?.();
    rss.push(Math.round(process.memoryUsage().rss / 1e6));
  }
}
rss.push(Math.round(process.memoryUsage().rss / 1e6));
writeSync(1, JSON.stringify({ invocations: Number(invocations), denied, wrong, slowest: Math.round(slowest), ages, rss }));
process.exit(0);
