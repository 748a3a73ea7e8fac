/** One answer of HTTP/1.1, complete. */
export interface HttpAnswer {
  readonly status: number;
  /** The clock of the other side. */
  readonly date?: string;
  /** The lines of all headers, each after a line break. */
  readonly headers: string;
  /** Read as UTF-8. */
  readonly body: string;
  /** Bytes of the body. */
  readonly bytes: number;
  /** The connection takes no further request. */
  readonly isLast: boolean;
}

/** Why bytes are no answer. */
export type BadAnswer = 'MALFORMED' | 'TOO_LARGE';

/** Bytes of a status line with all headers, at most. */
const HEAD_BYTES = 16_384;
const END_OF_HEAD = '\r\n\r\n';
const NOTHING = Buffer.alloc(0);

interface Head {
  readonly status: number;
  readonly date?: string;
  readonly headers: string;
  readonly isLast: boolean;
  /** Bytes of the body; undefined where it comes in chunks. */
  readonly length?: number;
}

/**
 * Reads the answer to one request out of the bytes of a connection, however they are cut. It takes what AWS APIs answer with and nothing
 * else: whatever could be understood in two ways is malformed.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112
 */
export class HttpAnswerReader {
  private head?: Head;
  private rest: Buffer = NOTHING;
  private readonly body: Buffer[] = [];
  private bytes = 0;
  /** Bytes that are left of the chunk at hand, with the end of its line. */
  private chunk = 0;

  /** @param limit bytes that the body may have */
  constructor(private readonly limit: number) {}

  /** The answer, once its last byte is there. */
  public take(bytes: Buffer): HttpAnswer | BadAnswer | undefined {
    this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes;
    if (!this.head) {
      const start = this.rest.toString('latin1', 0, HEAD_BYTES);
      const end = start.indexOf(END_OF_HEAD);
      if (end < 0) {
        return this.rest.length > HEAD_BYTES ? 'MALFORMED' : undefined;
      }
      this.head = headOf(start.slice(0, end));
      this.rest = this.rest.subarray(end + END_OF_HEAD.length);
    }
    if (!this.head) {
      return 'MALFORMED';
    }
    return this.head.length === undefined ? this.takeChunks(this.head) : this.takeLength(this.head, this.head.length);
  }

  private takeLength(head: Head, length: number): HttpAnswer | BadAnswer | undefined {
    if (length > this.limit) {
      return 'TOO_LARGE';
    }
    this.keep(this.rest.length);
    // bytes that nobody asked for belong to no answer
    return this.bytes > length ? 'MALFORMED' : this.bytes === length ? this.answer(head) : undefined;
  }

  private takeChunks(head: Head): HttpAnswer | BadAnswer | undefined {
    for (;;) {
      if (this.chunk > 2) {
        this.keep(Math.min(this.chunk - 2, this.rest.length));
      }
      if (this.bytes > this.limit) {
        return 'TOO_LARGE';
      }
      if (this.chunk > 2 || this.rest.length < this.chunk) {
        return undefined;
      }
      if (this.chunk > 0 && this.rest.toString('latin1', 0, 2) !== '\r\n') {
        return 'MALFORMED';
      }
      const end = this.rest.indexOf('\r\n', this.chunk);
      if (end < 0) {
        return this.rest.length > HEAD_BYTES ? 'MALFORMED' : undefined;
      }
      const size = /^([0-9a-fA-F]{1,8})(?:[ \t]*;.*)?$/.exec(this.rest.toString('latin1', this.chunk, end))?.[1];
      if (size === undefined) {
        return 'MALFORMED';
      }
      if (Number.parseInt(size, 16) === 0) {
        return this.takeTrailer(head, end);
      }
      this.rest = this.rest.subarray(end + 2);
      this.chunk = Number.parseInt(size, 16) + 2;
    }
  }

  /** What comes after the last chunk: nothing, or headers that nobody needs. */
  private takeTrailer(head: Head, start: number): HttpAnswer | BadAnswer | undefined {
    const end = this.rest.indexOf(END_OF_HEAD, start);
    if (end < 0) {
      return this.rest.length > HEAD_BYTES ? 'MALFORMED' : undefined;
    }
    return end + END_OF_HEAD.length < this.rest.length ? 'MALFORMED' : this.answer(head);
  }

  /** Moves bytes to the body. */
  private keep(count: number): void {
    if (count > 0) {
      this.body.push(this.rest.subarray(0, count));
      this.bytes += count;
      this.chunk = Math.max(0, this.chunk - count);
      this.rest = this.rest.subarray(count);
    }
  }

  private answer({ status, date, headers, isLast }: Head): HttpAnswer {
    const body = this.body.length === 1 ? this.body[0] : Buffer.concat(this.body);
    return { status, date, headers, isLast, body: body.toString(), bytes: this.bytes };
  }
}

/** A status line, and headers in lines that are not folded. */
const HEAD = /^HTTP\/1\.([01]) ([2-5][0-9]{2})(?: [^\r\n]*)?((?:\r\n[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\r\n]*)*)$/;

/** What nearly every answer has: one length. */
const LENGTH = /\r\ncontent-length:[ \t]*([0-9]{1,15})[ \t]*(?:\r\n|$)/i;
/** What makes it another one. */
const UNUSUAL = /\r\n(?:transfer-encoding:|connection:(?![ \t]*keep-alive[ \t]*(?:\r\n|$))|content-length:[^]*\r\ncontent-length:)/i;
const FRAMING = /\r\n(content-length|transfer-encoding|connection):([^\r]*)/gi;

/** Undefined for what is no head of an answer with a body. */
function headOf(text: string): Head | undefined {
  const found = HEAD.exec(text);
  if (!found) {
    return undefined;
  }
  const { 1: version, 2: status, 3: headers } = found;
  const length = LENGTH.exec(headers)?.[1];
  const framing = length === undefined || UNUSUAL.test(headers) ? framingOf(headers) : { length: Number(length), isLast: false };
  // the clock is of interest where something was refused
  const date = status === '200' ? undefined : /\r\ndate:[ \t]*([^\r]*)/i.exec(headers)?.[1];
  return framing && { ...framing, status: Number(status), date, headers, isLast: framing.isLast || version === '0' };
}

function framingOf(headers: string): Pick<Head, 'length' | 'isLast'> | undefined {
  const values = (name: string): readonly string[] => Array.from(headers.matchAll(FRAMING))
    .flatMap(([, each, value]) => each.toLowerCase() === name ? [value.trim().toLowerCase()] : []);
  const [lengths, codings] = [values('content-length'), values('transfer-encoding')];
  const isLast = values('connection').some(value => /(^|,)\s*close\s*(,|$)/.test(value));
  // a length and chunks together, or two lengths, are an attack or a mistake
  if (lengths.length + codings.length !== 1) {
    return undefined;
  }
  return codings[0] === 'chunked' ? { isLast } : lengths.length === 1 && /^[0-9]{1,15}$/.test(lengths[0]) ? { length: Number(lengths[0]), isLast } : undefined;
}
