import { Command } from 'commander';
import { appOption, issuerOption, loopback, origin, port, usersOption, withExamples } from './options';
import { readyJson, readyText } from './ready';
import { untilStopped } from './until-stopped';

interface ServeOptions {
  readonly app: string;
  readonly users: string;
  readonly issuer: 'local' | 'cognito';
  readonly port: number;
  readonly viewerPort: number;
  readonly viewer: boolean;
  readonly watch: boolean;
  readonly allowOrigin: readonly string[];
  readonly json?: true;
}

export function serveCommand(): Command {
  return withExamples(new Command('serve')
    .description('run a local Cognito for the app: sign-in page, token endpoint, JSON API, and token viewer')
    .argument('[enrichers...]', 'construct paths of TokenEnrichers, or their unambiguous ends (default: all)')
    .addOption(appOption())
    .addOption(usersOption())
    .addOption(issuerOption())
    .option('--port <port>', 'port of the issuer', port, 8080)
    .option('--viewer-port <port>', 'port of the viewer', port, 8081)
    .option('--host <name>', 'localhost or 127.0.0.1; other addresses are not possible', loopback, 'localhost')
    .option('--allow-origin <origin>', 'origin whose pages may call the issuer, in addition to those of callback URLs (repeatable)', origin, [])
    .option('--no-viewer', 'do not start the viewer')
    .option('--no-watch', 'do not reload when the app or the users file changes')
    .option('--json', 'print one line of JSON when everything is ready, for programs')
    .action(async (enrichers: readonly string[], options: ServeOptions) => serve(enrichers, options)), [
    ['token-enricher serve', 'all pools of cdk.out, on ports 8080 and 8081'],
    ['token-enricher serve Auth/TokenEnricher --port 3001 --no-viewer', 'one enricher, without the viewer'],
    ['token-enricher serve --port 0 --viewer-port 0 --json', 'free ports, for programs'],
  ]);
}

async function serve(enrichers: readonly string[], options: ServeOptions): Promise<void> {
  const { app, users, issuer, port: issuerPort, viewerPort, viewer, watch, allowOrigin, json } = options;
  // loaded on demand: other commands start faster
  const { LocalCognito } = await import('../local-cognito');
  const cognito = await LocalCognito.start({
    app, enrichers, users, writesUsers: true, port: issuerPort, ...viewer && { viewerPort }, issuer, allowedOrigins: allowOrigin,
  });
  if (watch) {
    cognito.watch(problems => {
      const lines = problems.length === 0 ? [`Reloaded ${app} and ${users}.`] : [...problems, 'Nothing was reloaded: the issuer continues with its previous state.'];
      process.stderr.write(lines.map(line => `${line}\n`).join(''));
    });
  }
  // a program that reads the ready message can stop this one at once
  const stopped = untilStopped(cognito);
  process.stdout.write(json ? `${JSON.stringify(readyJson(cognito))}\n` : readyText(cognito, performance.now()));
  await stopped;
}
