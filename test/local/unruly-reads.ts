import { callAws } from '../../lambda-src/aws/retry';
import { Deadline } from '../../lambda-src/enricher/deadline';
import { DynamoDb } from '../../lambda-src/enricher/dynamodb';

/** Reads items of an unruly table concurrently. Prints the number of each outcome, including items that belong to another key. */
const [reads, sideBySide] = process.argv.slice(2).map(Number);
const TIMEOUT = 300;

const table = new DynamoDb((request, effort, read) => callAws(request, effort, read));
const outcomes: Record<string, number> = {};
let begun = 0;

async function readOne(name: string): Promise<string> {
  try {
    const { reading: { items: [item] } } = await table.read({
      kind: 'item', source: 's', table: 'Users', key: { id: name }, attributes: ['owner'], consistentRead: false, identity: name, isShadow: false,
    }, { deadline: Deadline.after(TIMEOUT), maxAttempts: 1 });
    // every item exists
    return item?.owner?.S === name ? 'FOUND' : 'WRONG';
  } catch (error) {
    return (error as { reason?: string }).reason ?? String(error);
  }
}

async function work(): Promise<void> {
  while (begun < reads) {
    const outcome = await readOne(`user ${begun++}`);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
}

// `process.exit` can wait forever for a thread of V8: https://github.com/nodejs/node/issues/54918
void Promise.all(Array.from({ length: sideBySide }, work)).then(() => process.stdout.write(JSON.stringify(outcomes), () => process.kill(process.pid, 'SIGKILL')));
