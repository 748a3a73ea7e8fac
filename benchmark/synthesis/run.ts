import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ratio, shuffled, spread, type Spread } from '../statistics';

/**
 * Measures how long an app with an enricher takes to load, construct and synthesize, side by side with the same app with a function by hand. Each
 * run is a process of its own, in random order.
 */
const ROUNDS = Number(process.argv[2] ?? 20);
const KINDS = ['enricher', 'by hand'] as const;
const PARTS = ['aws-cdk-lib', 'import', 'resources', 'construct', 'synth'] as const;

type Times = Readonly<Record<typeof PARTS[number], number>>;

function run(kind: typeof KINDS[number], folder: string): Times {
  // the usual temporary folder has the assets of all tests of the last day, which no user's machine has
  const env = { ...process.env, TMPDIR: folder };
  return JSON.parse(execFileSync(process.execPath, [path.join(__dirname, 'app-process.js'), kind, path.join(folder, 'cdk.out')], { encoding: 'utf8', env })) as Times;
}

function text({ median, low, high }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${low.toFixed(digits)}..${high.toFixed(digits)})`;
}

function main(): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'synthesis-'));
  const times = new Map(KINDS.map(kind => [kind, [] as Times[]]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const kind of shuffled(KINDS)) {
      const measured = run(kind, folder);
      // the first round only fills the disk caches and the folder of assets
      if (round > 0) {
        times.get(kind)!.push(measured);
      }
    }
  }
  fs.rmSync(folder, { recursive: true });
  console.log(`Medians (quartiles) of ${ROUNDS} runs on Node.js ${process.versions.node}, in milliseconds.\n`);
  console.log(['| Part | enricher | by hand | ratio |', '| --- | ---: | ---: | ---: |', ...PARTS.map(part => {
    const [ours, theirs] = KINDS.map(kind => times.get(kind)!.map(each => each[part]));
    return `| ${part} | ${text(spread(ours), 1)} | ${text(spread(theirs), 1)} | ${part === 'import' ? '' : text(ratio(ours, theirs), 2)} |`;
  })].join('\n'));
}

main();
