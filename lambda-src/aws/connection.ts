import { connect, isIP, type OnReadOpts, type Socket } from 'net';
import type * as Tls from 'tls';
import { HttpAnswerReader, type BadAnswer, type HttpAnswer } from './http-answer';

/** What became of a request on a connection. */
export type Exchanged = HttpAnswer | BadAnswer | 'CONNECTION';

/** Sessions of TLS by endpoint: a further connection takes a part of the work of a first one. */
const sessions = new Map<string, Buffer>();
let context: Tls.SecureContext | undefined;

/** One connection of HTTP/1.1, with or without TLS, for one request after the other. */
export class Connection {
  /** Whether it could be opened. */
  public readonly opened: Promise<boolean>;
  /** When its last answer came, in milliseconds since 1970. */
  public idleSince = Date.now();
  public isClosed = false;
  private readonly socket: Socket;
  private exchange?: { readonly reader: HttpAnswerReader; readonly finish: (exchanged: Exchanged) => void };

  constructor(public readonly endpoint: URL) {
    this.socket = open(endpoint, bytes => this.take(bytes));
    this.socket.setNoDelay(true);
    this.socket.on('error', () => this.close());
    this.socket.on('close', () => this.close());
    // whoever ends a connection sends no answer any more
    this.socket.on('end', () => this.close());
    this.opened = new Promise(resolve => {
      this.socket.once(isSecure(endpoint) ? 'secureConnect' : 'connect', () => resolve(true));
      this.socket.once('close', () => resolve(false));
    });
  }

  /**
   * Sends a request, with all its headers.
   *
   * @param finish is given what came back, once
   */
  public send(request: string, readBytes: number, finish: (exchanged: Exchanged) => void): void {
    if (this.isClosed) {
      finish('CONNECTION');
      return;
    }
    this.exchange = { reader: new HttpAnswerReader(readBytes), finish };
    this.socket.write(request);
  }

  /** Whoever waits for an answer gets none. */
  public close(): void {
    this.isClosed = true;
    this.socket.destroy();
    this.finish('CONNECTION');
  }

  private take(bytes: Buffer): void {
    const taken = this.exchange ? this.exchange.reader.take(bytes) : 'MALFORMED';
    if (taken === undefined) {
      return;
    }
    if (typeof taken === 'string' || taken.isLast) {
      this.isClosed = true;
      this.socket.destroy();
    }
    this.idleSince = Date.now();
    this.finish(taken);
  }

  private finish(exchanged: Exchanged): void {
    const { exchange } = this;
    this.exchange = undefined;
    exchange?.finish(exchanged);
  }
}

function isSecure({ protocol }: URL): boolean {
  return protocol === 'https:';
}

/** Bytes that are read at once. */
const READ_BYTES = 65_536;

/** @param take is given bytes that it may keep */
function open(endpoint: URL, take: (bytes: Buffer) => void): Socket {
  // an IPv6 address is in brackets
  const host = endpoint.hostname.replace(/^\[|\]$/g, '');
  // without the stream, which takes longer than the rest of it
  const onread: OnReadOpts = {
    buffer: Buffer.allocUnsafeSlow(READ_BYTES),
    callback: (count, bytes) => {
      take(Buffer.from(bytes.subarray(0, count)));
      return true;
    },
  };
  if (!isSecure(endpoint)) {
    return connect({ host, port: Number(endpoint.port || 80), onread });
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const tls = require('tls') as typeof Tls;
  context ??= tls.createSecureContext();
  const socket = tls.connect({
    host,
    port: Number(endpoint.port || 443),
    // an address is no name
    ...isIP(host) === 0 && { servername: host },
    secureContext: context,
    session: sessions.get(endpoint.host),
    onread,
  } as Tls.ConnectionOptions);
  socket.on('session', session => sessions.set(endpoint.host, session));
  return socket;
}
