import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { EVENT } from './events';
import { start, type Started, type StartOptions } from './start';
import { startTableServer } from './table-server';
import { synthesize, type Variant } from './variants';
import { lambdaNode, type LambdaNode } from '../../test/local/lambda-node';

/** The environment of measurements: the table server, the event, and the functions. */
export interface Setting {
  /** A function of the benchmark app. */
  readonly ours: (stack: string, name: string) => Variant;
  readonly start: (variant: Variant, options: Omit<StartOptions, 'events' | 'environment'>) => Promise<Started>;
}

export async function withSetting<T>(measure: (setting: Setting) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sign-in-'));
  try {
    const events = path.join(folder, 'event.json');
    fs.writeFileSync(events, JSON.stringify(EVENT));
    const ours = synthesize(path.join(folder, 'assembly'));
    const server = await startTableServer(folder);
    try {
      return await measure({ ours, start: (variant, options) => start(variant, { events, environment: server.environment, ...options }) });
    } finally {
      await server.stop();
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The exact version of a Node.js binary. */
export function versionOf(node: LambdaNode): string {
  return execFileSync(lambdaNode(node), ['--version'], { encoding: 'utf8' }).trim().replace('v', '');
}
