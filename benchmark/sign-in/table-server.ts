import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import * as readline from 'readline';
import { writeCertificate } from './certificate';
import { ITEM } from './events';

/** An element of the list in a large item. */
const MEMBER = 'organization-0001234567:member';

/** A server in a separate process that responds like DynamoDB, and like Lambda for functions that answer with the same item. */
export interface TableServer {
  /** Environment variables with which a function finds and trusts the server. */
  readonly environment: { readonly [name: string]: string };
  stop(): Promise<void>;
}

export async function startTableServer(folder: string): Promise<TableServer> {
  const { certificate, key } = await writeCertificate(folder);
  const contents = path.join(folder, 'item.json');
  fs.writeFileSync(contents, JSON.stringify({ item: ITEM, member: MEMBER }));
  const server = spawn(process.execPath, [path.join(__dirname, 'table-process.js'), certificate, key, contents], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve, reject) => {
    readline.createInterface({ input: server.stdout }).once('line', resolve);
    server.once('exit', () => reject(new Error('the table server of the benchmark ended')));
  });
  return {
    environment: { AWS_ENDPOINT_URL_DYNAMODB: `https://127.0.0.1:${port}`, AWS_ENDPOINT_URL_LAMBDA: `https://127.0.0.1:${port}`, NODE_EXTRA_CA_CERTS: certificate },
    stop: async () => {
      const ended = new Promise(resolve => server.once('exit', resolve));
      server.kill();
      await ended;
    },
  };
}
