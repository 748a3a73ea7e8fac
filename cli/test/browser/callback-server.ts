import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves the callback page of the app. The app uses port 3000, which may be in use, so the browser resolves it to the actual port. */
export class CallbackServer {
  private readonly server: Server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><html lang="en"><title>The app</title><h1>Back in the app</h1></html>');
  });

  public async start(): Promise<void> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve));
  }

  /** Command-line argument for Chromium. */
  public get argument(): string {
    return `--host-resolver-rules=MAP localhost:3000 127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }
}
