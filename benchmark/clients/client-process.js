// Loads one client and reads an item with it. With a number of calls it goes on reading, and tells the CPU of each call in microseconds.
const { get } = require(process.argv[2]);
const [body, calls] = [process.argv[3], Number(process.argv[4] ?? 0)];

async function main() {
  await get(body);
  for (let call = 0; call < calls; call++) {
    await get(body);
  }
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call++) {
    await get(body);
  }
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(String((user + system) / Math.max(1, calls)));
  process.exit(0);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
