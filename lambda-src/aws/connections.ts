import { Connection, type Exchanged } from './connection';

/** Connections of one environment: what is beyond waits for one of them. */
const CONNECTIONS = 16;
/** Milliseconds after which a connection that was idle is not trusted: load balancers and gateways forget it without a word. */
const IDLE_TIME = 60_000;

/** What became of a request: an answer, or why there is none. */
export interface Answered {
  readonly exchanged: Exchanged | 'TIMEOUT';
  /** The connection had been open before. */
  readonly wasIdle: boolean;
}

interface Waiting {
  readonly endpoint: URL;
  readonly begin: (connection: Connection, wasIdle: boolean) => void;
}

const idle: Connection[] = [];
const waiting: Waiting[] = [];
let open = 0;

/** Sends a request over a connection of the endpoint, and gives what became of it when this time is over. */
export function exchange(endpoint: URL, request: string, readBytes: number, milliseconds: number): Promise<Answered> {
  return new Promise(resolve => {
    let used: Connection | undefined;
    const entry: Waiting = {
      endpoint,
      begin: (connection, wasIdle) => {
        used = connection;
        connection.send(request, readBytes, exchanged => {
          clearTimeout(timer);
          resolve({ exchanged, wasIdle });
          release(connection);
        });
      },
    };
    // one timer for all of it: a timeout of the socket starts anew with every byte
    const timer = setTimeout(() => {
      resolve({ exchanged: 'TIMEOUT', wasIdle: false });
      used?.close();
      remove(waiting, entry);
    }, Math.max(0, milliseconds));
    waiting.push(entry);
    serve();
  });
}

/**
 * Opens a connection before it is needed.
 *
 * @returns whether it could be opened in this time; if not, that is no obstacle
 */
export async function connect(endpoint: URL, milliseconds: number): Promise<boolean> {
  const connection = make(endpoint);
  const timer = setTimeout(() => connection.close(), milliseconds);
  const isOpen = await connection.opened;
  clearTimeout(timer);
  release(connection);
  return isOpen;
}

/** When one connection turns out to be dead, those that were idle as long are likely to be: the next attempt opens a new one. */
export function closeIdle(): void {
  idle.splice(0).forEach(drop);
}

/** Gives connections to those who wait, as far as there may be any. */
function serve(): void {
  const next: Waiting | undefined = waiting[0];
  if (!next) {
    return;
  }
  const idleOne = take(next.endpoint.host);
  const connection = idleOne ?? (hasRoom() ? make(next.endpoint) : undefined);
  if (connection) {
    waiting.shift();
    next.begin(connection, connection === idleOne);
    serve();
  }
}

/** The one that was used last: the others grow old and are closed. */
function take(host: string): Connection | undefined {
  const oldest = Date.now() - IDLE_TIME;
  let last: Connection | undefined;
  for (const connection of [...idle]) {
    if (connection.isClosed || connection.idleSince < oldest) {
      remove(idle, connection);
      drop(connection);
    } else if (connection.host === host) {
      last = connection;
    }
  }
  remove(idle, last);
  return last;
}

function hasRoom(): boolean {
  const other = open >= CONNECTIONS ? idle.shift() : undefined;
  if (other) {
    drop(other);
  }
  return open < CONNECTIONS;
}

function make(endpoint: URL): Connection {
  open++;
  return new Connection(endpoint);
}

function release(connection: Connection): void {
  if (connection.isClosed) {
    drop(connection);
  } else {
    idle.push(connection);
  }
  serve();
}

function drop(connection: Connection): void {
  open--;
  connection.close();
}

function remove<T>(list: T[], member: T | undefined): void {
  const index = list.indexOf(member as T);
  if (index >= 0) {
    list.splice(index, 1);
  }
}
