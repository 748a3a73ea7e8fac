import { writeFileSync } from 'fs';
import { parseArgs } from 'util';
import { deployed } from './deployed';
import { local } from './local';
import { askAll } from './question';
import { NOT_ASKED, QUESTIONS } from './questions';
import { reportOf } from './report';
import type { Target } from './target';

/** Asks all questions and prints the report: of the local issuer with --local, otherwise of the deployment whose outputs a file has. */
async function main(): Promise<void> {
  const { values: { local: isLocal, outputs, report } } = parseArgs({
    options: { local: { type: 'boolean' }, outputs: { type: 'string', default: 'integ/outputs.json' }, report: { type: 'string' } },
  });
  const { target, stop } = isLocal ? await local() : await onAws(outputs);
  try {
    const text = reportOf(await askAll(QUESTIONS, target), NOT_ASKED, target, new Date());
    if (report !== undefined) {
      writeFileSync(report, text);
    }
    process.stdout.write(text);
  } finally {
    await stop();
  }
}

async function onAws(outputs: string): Promise<{ readonly target: Target; readonly stop: () => Promise<void> }> {
  const target = await deployed(outputs);
  return { target, stop: async () => target.sdk.destroy() };
}

void main();
