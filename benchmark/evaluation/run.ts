import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { documentOfRules, EVENT, ITEM } from './rules';
import { ENRICHER_FILE } from '../../src/bundle/bundle';
import { lambdaNode } from '../../test/local/lambda-node';
import { median, quantile } from '../statistics';

/**
 * Measures the evaluation of rules without network access. Runs the deployed bundle on Node.js 24, in a separate process for each number of
 * rules, in several rounds in random order. A process reports the median of its batches; the output contains medians of the rounds.
 */
const SIZES = [10, 30, 100, 300, 1000];
const asJson = process.argv.includes('--json');
const ROUNDS = Number(process.argv.slice(2).find(argument => /^[0-9]+$/.test(argument)) ?? 9);

/** Measurements of a process, in microseconds. */
interface Measured {
  /** Time of an event after V8 has compiled everything. */
  readonly event: number;
  /** Time of the first event in a new environment. */
  readonly first: number;
  /** Time to compile the document, once per environment. */
  readonly load: number;
}

function main(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'evaluation-'));
  try {
    const files = new Map(SIZES.map(size => [size, path.join(folder, `${size}.json`)]));
    files.forEach((file, size) => writeFileSync(file, JSON.stringify({ document: documentOfRules(size), event: EVENT, item: ITEM })));
    const measured = new Map(SIZES.map(size => [size, [] as Measured[]]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const size of [...SIZES].sort(() => Math.random() - 0.5)) {
        measured.get(size)!.push(measure(files.get(size)!));
      }
    }
    print(measured);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measure(file: string): Measured {
  return JSON.parse(execFileSync(lambdaNode(24), [path.join(__dirname, 'evaluation-process.js'), ENRICHER_FILE, file], { encoding: 'utf8' })) as Measured;
}

function print(measured: ReadonlyMap<number, readonly Measured[]>): void {
  const perRule = (size: number): number => median(measured.get(size)!.map(({ event }) => event)) / size;
  const ratio = (size: number): number => perRule(size) / perRule(SIZES[0]);
  if (asJson) {
    console.log(JSON.stringify({
      rules: SIZES.map(size => ({
        rules: size,
        microsecondsPerEvent: rounded(perRule(size) * size, 2),
        microsecondsPerRule: rounded(perRule(size), 4),
        ratio: rounded(ratio(size), 3),
      })),
    }, undefined, 2));
    return;
  }
  console.log(`Node.js 24, ${ROUNDS} rounds; microseconds, medians of the rounds; ratio of the time per rule to that of ${SIZES[0]} rules`);
  console.log('rules | per event | quartiles      | per rule | ratio | first event | load');
  for (const [size, own] of measured) {
    const events = own.map(({ event }) => event);
    const quartiles = `${quantile(events, 0.25).toFixed(1)}..${quantile(events, 0.75).toFixed(1)}`;
    console.log([
      String(size).padStart(5),
      (perRule(size) * size).toFixed(1).padStart(9),
      quartiles.padEnd(14),
      perRule(size).toFixed(3).padStart(8),
      ratio(size).toFixed(2).padStart(5),
      median(own.map(({ first }) => first)).toFixed(0).padStart(11),
      median(own.map(({ load }) => load)).toFixed(0).padStart(4),
    ].join(' | '));
  }
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

main();
