import { spawn, type ChildProcess } from 'child_process';
import * as readline from 'readline';
import type { Package } from './packages';
import { lambdaNode } from '../local/lambda-node';

/** A value that is sent to or received from the kernel. */
export type Wire = any;

export const struct = (fqn: string, data: { readonly [name: string]: Wire }): Wire => ({ '$jsii.struct': { fqn, data } });
export const map = (members: { readonly [name: string]: Wire }): Wire => ({ '$jsii.map': members });
export const member = (fqn: string, name: string): Wire => ({ '$jsii.enum': `${fqn}/${name}` });

/** The kernel that Python, Java, C# and Go use: one request per line, one response per line. */
export class Kernel {
  private readonly process: ChildProcess;
  private readonly waiting: Array<(answer: { ok?: any; error?: string }) => void> = [];

  constructor() {
    // this bundle is part of the packages of the other languages
    this.process = spawn(lambdaNode(24), [require.resolve('@jsii/runtime/webpack/bin/jsii-runtime.js')], { stdio: ['pipe', 'pipe', 'ignore'] });
    readline.createInterface({ input: this.process.stdout! }).on('line', line => {
      const answer = JSON.parse(line);
      if (!('hello' in answer)) {
        this.waiting.shift()!(answer);
      }
    });
  }

  public load({ name, version, tarball }: Package): Promise<void> {
    return this.call({ api: 'load', name, version, tarball });
  }

  public create(fqn: string, ...args: Wire[]): Promise<Wire> {
    return this.call({ api: 'create', fqn, args, overrides: [], interfaces: [] });
  }

  /** Calls a static method. */
  public async callStatic(fqn: string, method: string, ...args: Wire[]): Promise<Wire> {
    return (await this.call({ api: 'sinvoke', fqn, method, args })).result;
  }

  public async callMethod(objref: Wire, method: string, ...args: Wire[]): Promise<Wire> {
    return (await this.call({ api: 'invoke', objref, method, args })).result;
  }

  public async get(objref: Wire, property: string): Promise<Wire> {
    return (await this.call({ api: 'get', objref, property })).value;
  }

  public async getStatic(fqn: string, property: string): Promise<Wire> {
    return (await this.call({ api: 'sget', fqn, property })).value;
  }

  public async stop(): Promise<void> {
    const ended = new Promise(resolve => this.process.once('exit', resolve));
    this.process.stdin!.write(`${JSON.stringify({ exit: 0 })}\n`);
    await ended;
  }

  private async call(request: object): Promise<any> {
    const { ok, error } = await new Promise<{ ok?: any; error?: string }>(resolve => {
      this.waiting.push(resolve);
      this.process.stdin!.write(`${JSON.stringify(request)}\n`);
    });
    if (error !== undefined) {
      throw new Error(error);
    }
    return ok;
  }
}
