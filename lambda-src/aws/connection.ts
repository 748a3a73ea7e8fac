import { connect, isIP, type OnReadOpts, type Socket } from 'net';
import type * as Tls from 'tls';
import { HttpAnswerReader, type BadAnswer, type HttpAnswer } from './http-answer';

/** What became of a request on a connection. */
export type Exchanged = HttpAnswer | BadAnswer | 'CONNECTION';

/** Sessions of TLS by endpoint: a further connection takes a part of the work of a first one. */
const sessions = new Map<string, Buffer>();

/** One connection of HTTP/1.1, with or without TLS, for one request after the other. */
export class Connection {
  public readonly host: string;
  /** Whether it could be opened. */
  public readonly opened: Promise<boolean>;
  /** When its last answer came, in milliseconds since 1970. */
  public idleSince = Date.now();
  public isClosed = false;
  private readonly socket: Socket;
  private exchange?: { readonly request: string; readonly reader: HttpAnswerReader; readonly finish: (exchanged: Exchanged) => void };
  private tell!: (isOpen: boolean) => void;

  constructor(private readonly endpoint: URL) {
    this.host = endpoint.host;
    this.opened = new Promise(resolve => { this.tell = resolve; });
    this.socket = this.open();
  }

  private open(): Socket {
    const socket = open(this.endpoint, bytes => this.take(bytes));
    const close = (): void => this.close();
    socket.setNoDelay(true);
    socket.on('error', close);
    socket.on('close', close);
    // whoever ends a connection sends no answer any more
    socket.on('end', close);
    socket.once(this.endpoint.protocol === 'http:' ? 'connect' : 'secureConnect', () => this.tell(true));
    return socket;
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
    this.exchange = { request, reader: new HttpAnswerReader(readBytes), finish };
    this.socket.write(request);
  }

  /** Whoever waits for an answer gets none. */
  public close(): void {
    this.isClosed = true;
    this.socket.destroy();
    this.tell(false);
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

/** Bytes that are read at once. */
const READ_BYTES = 65_536;

/** @param take is given bytes that it may keep */
function open(endpoint: URL, take: (bytes: Buffer) => void): Socket {
  // an IPv6 address is in brackets
  const host = endpoint.hostname.replace(/^\[|\]$/g, '');
  const isPlain = endpoint.protocol === 'http:';
  // without the stream, which takes longer than the rest of it
  const onread: OnReadOpts = {
    buffer: Buffer.allocUnsafeSlow(READ_BYTES),
    callback: (count, bytes) => {
      take(Buffer.from(bytes.subarray(0, count)));
      return true;
    },
  };
  const options = { host, port: Number(endpoint.port || (isPlain ? 80 : 443)), onread };
  if (isPlain) {
    return connect(options);
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const tls = require('tls') as typeof Tls;
  const socket = tls.connect({
    ...options,
    // an address is no name
    ...isIP(host) === 0 && { servername: host },
    session: sessions.get(endpoint.host),
  } as Tls.ConnectionOptions);
  socket.on('session', session => sessions.set(endpoint.host, session));
  return socket;
}
