import { readCases } from './demo/cases';
import { fullTextOf } from './demo/full';
import { conclusionOf, hint, reportOf } from './demo/report';
import { isAsExpected, resultOf } from './demo/results';
import { EXAMPLES, runExample, type ExampleRun } from './demo/run';
import { stableStringify } from '../src/core/document/json';

/**
 * Sends the events of all cases through the functions of the example apps: `npm run demo`.
 *
 * By default it prints the changes in the tokens, with `--full` the whole tokens, and with `--json` the results for programs.
 */
async function main(options: readonly string[]): Promise<void> {
  // the SDK only calls the local DynamoDB, so the Node.js version of the developer does not matter
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const [isJson, isFull] = ['--json', '--full'].map(option => options.includes(option));
  const cases = readCases();
  const runs: ExampleRun[] = [];
  for (const example of EXAMPLES) {
    const run = await runExample(example, cases.filter(({ system }) => system === example.system));
    runs.push(run);
    if (!isJson) {
      console.log(isFull ? fullTextOf(run) : reportOf(run, process.stdout));
    }
  }
  const done = runs.flatMap(run => run.cases);
  console.log(isJson ? JSON.stringify({ cases: done.map(resultOf) }, null, 2) : conclusionOf(runs, process.stdout));
  if (!isJson && !isFull) {
    console.log(hint(process.stdout));
  }
  const different = done.filter(each => !isAsExpected(each));
  for (const each of different) {
    const { system, name, ...got } = resultOf(each);
    console.error(`${system}, ${name}: expected ${stableStringify(each.given.expected)}, got ${stableStringify(got)}`);
  }
  process.exitCode = different.length === 0 ? 0 : 1;
}

void main(process.argv.slice(2));
