import type { Socket } from 'net';
import * as tls from 'tls';
import { generate } from 'selfsigned';

/** Behaviors for a request, with their weights in percent. */
const BEHAVIORS = {
  'answered': 50,
  'answered in chunks': 8,
  'answered byte by byte': 4,
  'cut': 4,
  'reset': 4,
  'answered after the time-out': 4,
  'never answered in full': 3,
  'answered, with somebody else\'s answer in the same bytes': 4,
  'answered, with somebody else\'s answer a moment later': 5,
  'answered with somebody else\'s answer': 4,
  'answered with somebody else\'s answer, and then with its own': 3,
  'answered with too short a length': 2,
  'answered with too long a length': 1,
  'denied': 2,
  'answered for the last time': 2,
};
export type Behavior = keyof typeof BEHAVIORS;

/** Percentage of connections with a response before any request. */
const EARLY = 3;
/** Delay of a late response, in milliseconds. */
const LATE = 400;

/**
 * A table over TLS with the behavior of a broken network, proxy or server. Every item exists, and contains the name in its key. The seed
 * determines the behavior.
 */
export class UnrulyServer {
  public static async start(seed: number): Promise<UnrulyServer> {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
      keySize: 2048,
      algorithm: 'sha256',
      extensions: [{ name: 'basicConstraints', cA: true }, { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
    });
    const server = new UnrulyServer(cert, key, seed);
    await new Promise<void>(resolve => server.server.listen(0, 'localhost', resolve));
    return server;
  }

  /** Number of requests with each behavior. */
  public readonly counts: { [behavior in Behavior]?: number } = {};
  public early = 0;
  private readonly server: tls.Server;
  private readonly sockets = new Set<Socket>();
  private state: number;

  private constructor(public readonly certificate: string, key: string, seed: number) {
    this.state = seed;
    this.server = tls.createServer({ cert: certificate, key }, socket => this.serve(socket));
  }

  public get endpoint(): string {
    return `https://localhost:${(this.server.address() as { port: number }).port}`;
  }

  public async stop(): Promise<void> {
    this.sockets.forEach(socket => socket.destroy());
    await new Promise(resolve => this.server.close(resolve));
  }

  private serve(socket: tls.TLSSocket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => undefined);
    if (this.random(100) < EARLY) {
      this.early++;
      socket.write(answer(itemOf(this.somebody())));
    }
    let bytes = '';
    socket.on('data', chunk => {
      bytes += chunk.toString('latin1');
      for (let end = bytes.indexOf('\r\n\r\n'); end >= 0; end = bytes.indexOf('\r\n\r\n')) {
        const length = Number(/content-length: *([0-9]+)/i.exec(bytes.slice(0, end))?.[1] ?? 0);
        if (bytes.length < end + 4 + length) {
          return;
        }
        const body = bytes.slice(end + 4, end + 4 + length);
        bytes = bytes.slice(end + 4 + length);
        const name = JSON.parse(body).Key.id.S as string;
        setTimeout(() => this.answer(socket, name), this.random(4));
      }
    });
  }

  private answer(socket: Socket, name: string): void {
    const behavior = this.behavior();
    this.counts[behavior] = (this.counts[behavior] ?? 0) + 1;
    const [own, other] = [itemOf(name), itemOf(this.somebody())];
    const later = (milliseconds: number, act: () => void) => void setTimeout(() => socket.destroyed || act(), milliseconds);
    switch (behavior) {
      case 'answered': socket.write(answer(own)); break;
      case 'answered in chunks': socket.write(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${own.length.toString(16)}\r\n${own}\r\n0\r\n\r\n`); break;
      case 'answered byte by byte': [...answer(own)].forEach(each => socket.write(each)); break;
      case 'cut': socket.end(answer(own).slice(0, this.random(answer(own).length))); break;
      case 'reset': socket.destroy(); break;
      case 'answered after the time-out': later(LATE, () => socket.write(answer(own))); break;
      case 'never answered in full': socket.write(answer(own).slice(0, -1)); break;
      case 'answered, with somebody else\'s answer in the same bytes': socket.write(answer(own) + answer(other)); break;
      case 'answered, with somebody else\'s answer a moment later':
        socket.write(answer(own));
        later(this.random(8), () => socket.write(answer(other)));
        break;
      case 'answered with somebody else\'s answer': socket.write(answer(other)); break;
      case 'answered with somebody else\'s answer, and then with its own':
        socket.write(answer(other));
        later(this.random(8), () => socket.write(answer(own)));
        break;
      case 'answered with too short a length': socket.write(answer(own, own.length - 5)); break;
      case 'answered with too long a length': socket.write(answer(own, own.length + 5)); break;
      case 'denied': socket.write(answer('{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"}', undefined, '400 Bad Request')); break;
      case 'answered for the last time': socket.end(answer(own).replace('\r\n', '\r\nconnection: close\r\n')); break;
    }
  }

  private behavior(): Behavior {
    let place = this.random(100);
    return (Object.entries(BEHAVIORS) as Array<[Behavior, number]>).find(([, weight]) => (place -= weight) < 0)![0];
  }

  private somebody(): string {
    return `somebody ${this.random(1_000_000)}`;
  }

  /** A random integer below the limit. The same seed produces the same numbers. */
  private random(below: number): number {
    // a Lehmer generator, whose products are safe integers
    this.state = this.state * 48_271 % 2_147_483_647;
    return Math.floor(this.state / 2_147_483_647 * below);
  }
}

function itemOf(name: string): string {
  return JSON.stringify({ Item: { id: { S: name }, owner: { S: name } } });
}

function answer(body: string, length = body.length, status = '200 OK'): string {
  return `HTTP/1.1 ${status}\r\ncontent-length: ${length}\r\n\r\n${body}`;
}
