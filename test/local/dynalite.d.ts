declare module 'dynalite' {
  import type { Server } from 'http';

  interface Options {
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
    readonly ssl?: boolean;
  }

  export default function dynalite(options?: Options): Server;
}
