import * as http from 'http';
import type { AddressInfo } from 'net';
import { CognitoError, updated, type Members } from './cognito-rules';
import type { CognitoApi, Outcome } from '../../lambda-src/attach/cognito-api';
import type { Clock } from '../../lambda-src/attach/retry';
import type { Operation } from '../../src/core/attachment/contract';

/** A fault of a call, before or after its effect. */
export interface Fault {
  /** LOST: the connection ends. HANGS: there is never a response. KILLED: the calling function does not continue. */
  readonly kind: 'LOST' | 'HANGS' | 'KILLED' | CognitoError;
  /** True if the call has its effect anyway. */
  readonly isDone?: boolean;
}

export interface Call {
  /** Starts at zero, across all operations. */
  readonly index: number;
  readonly operation: Operation;
  readonly body: Members;
}

interface Version {
  readonly since: number;
  readonly pool: Members;
}

/** A copy of what a network would send. Of this realm, unlike that of structuredClone, so that strict comparison finds it equal. */
function copyOf(value: Members): Members {
  return JSON.parse(JSON.stringify(value));
}

/** Emulates the two relevant operations of Cognito, in the process and over HTTP. */
export class CognitoStandIn {
  public readonly calls: Call[] = [];
  /** Milliseconds for which Cognito returns the previous state of a pool. */
  public staleness = 0;
  /** Actions that the caller is not allowed to perform. */
  public readonly denied = new Set<'cognito-idp:DescribeUserPool' | 'cognito-idp:UpdateUserPool' | 'iam:PassRole' | 'kms:CreateGrant'>();
  private readonly pools = new Map<string, Version[]>();
  private server?: http.Server;
  private modified = 1_700_000_000;

  constructor(private readonly clock: Pick<Clock, 'now'> = performance) {}

  /** Returns the fault of a call, if any. */
  public fault: (call: Call) => Fault | undefined = () => undefined;
  /** Runs before each call, to make concurrent changes. */
  public meanwhile: (call: Call) => void = () => undefined;
  /** Changes a pool in ways that no update requested. */
  public damage: (pool: Members) => Members = pool => pool;

  /** Restores the initial state, at the same address. */
  public reset(): void {
    const { fault, meanwhile, damage } = new CognitoStandIn();
    Object.assign(this, { fault, meanwhile, damage, staleness: 0 });
    this.calls.length = 0;
    this.denied.clear();
    this.pools.clear();
  }

  public add(pool: Members): void {
    this.pools.set(pool.Id, [{ since: -Infinity, pool: copyOf(pool) }]);
  }

  public remove(id: string): void {
    this.pools.delete(id);
  }

  /** The current pool, even if Cognito still returns an older state. Pools are immutable: a change replaces them. */
  public pool(id: string): Members {
    const pool = this.pools.get(id)?.at(-1)?.pool;
    if (!pool) {
      throw new CognitoError('ResourceNotFoundException', `User pool ${id} does not exist.`);
    }
    return pool;
  }

  /** Changes a pool like another user would. */
  public change(id: string, members: Members): void {
    this.set({ ...this.pool(id), ...members, LastModifiedDate: ++this.modified });
  }

  public get endpoint(): string {
    return `http://127.0.0.1:${(this.server!.address() as AddressInfo).port}`;
  }

  public async listen(): Promise<void> {
    this.server = http.createServer((request, response) => this.serve(request, response));
    await new Promise<void>(resolve => this.server!.listen(0, '127.0.0.1', resolve));
  }

  public async stop(): Promise<void> {
    this.server!.closeAllConnections();
    await new Promise(resolve => this.server!.close(resolve));
  }

  /** The API without a network. A killed call never returns. */
  public api(killed: () => void = () => undefined): CognitoApi {
    return {
      call: (operation, body) => new Promise<Outcome>(resolve => {
        const answer = this.answer(operation, copyOf(body));
        if (answer === 'KILLED') {
          killed();
        } else if (answer === 'LOST' || answer === 'HANGS') {
          resolve({ failure: { type: answer === 'LOST' ? 'CONNECTION' : 'TIMEOUT', message: 'no response', mayHaveHappened: true } });
        } else if (answer instanceof CognitoError) {
          resolve({ failure: { type: answer.type || 'SERVER', message: answer.message, mayHaveHappened: answer.status >= 500 } });
        } else {
          resolve({ answer: copyOf(answer) });
        }
      }),
    };
  }

  private answer(operation: Operation, body: Members): Members | CognitoError | 'LOST' | 'HANGS' | 'KILLED' {
    const call = { index: this.calls.length, operation, body };
    this.calls.push(call);
    this.meanwhile(call);
    const fault = this.fault(call);
    if (fault && !fault.isDone) {
      return fault.kind;
    }
    try {
      const answer = operation === 'DescribeUserPool' ? this.describe(body) : this.update(body);
      return fault?.kind ?? answer;
    } catch (error) {
      if (error instanceof CognitoError) {
        return fault?.kind ?? error;
      }
      throw error;
    }
  }

  private describe({ UserPoolId: id }: Members): Members {
    this.allow('cognito-idp:DescribeUserPool');
    this.pool(id);
    const shown = this.pools.get(id)!.findLast(({ since }) => since <= this.clock.now() - this.staleness)!;
    return { UserPool: shown.pool };
  }

  private update(request: Members): Members {
    this.allow('cognito-idp:UpdateUserPool');
    const pool = this.pool(request.UserPoolId);
    if (request.SmsConfiguration) {
      this.allow('iam:PassRole');
    }
    if (request.LambdaConfig?.KMSKeyID) {
      this.allow('kms:CreateGrant');
    }
    this.set(this.damage(updated(pool, request, ++this.modified)));
    return {};
  }

  private set(pool: Members): void {
    const versions = this.pools.get(pool.Id)!;
    versions.push({ since: this.clock.now(), pool });
    // older states can no longer be returned
    versions.splice(0, Math.max(0, versions.length - 20), { ...versions[0], since: -Infinity });
  }

  private allow(action: Parameters<CognitoStandIn['denied']['has']>[0]): void {
    if (this.denied.has(action)) {
      throw new CognitoError('AccessDeniedException', `User: arn:aws:sts::123456789012:assumed-role/role/function is not authorized to perform: ${action}`);
    }
  }

  private serve(request: http.IncomingMessage, response: http.ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const [service, operation] = String(request.headers['x-amz-target']).split('.');
      const isRight = service === 'AWSCognitoIdentityProviderService' && request.headers['content-type'] === 'application/x-amz-json-1.1'
        && /Credential=local\/\d{8}\/us-east-1\/cognito-idp\/aws4_request/.test(request.headers.authorization ?? '');
      const answer = isRight ? this.answer(operation as Operation, JSON.parse(Buffer.concat(chunks).toString('utf8')))
        : new CognitoError('UnknownOperationException', 'no such operation');
      if (answer === 'LOST') {
        request.socket.destroy();
      } else if (typeof answer !== 'string') {
        const [status, body] = answer instanceof CognitoError ? [answer.status, { __type: answer.type, message: answer.message }] : [200, answer];
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
      }
    });
  }
}
