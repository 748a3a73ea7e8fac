import { Command, Option } from 'commander';
import { appOption, date, url, USERS_FILE, usersOption, withExamples } from './options';
import { printable } from './text';
import { EXIT_CODES } from '../exit-codes';
import { load } from '../load';
import { previewOfEvent, previewOfRequest, type RequestOptions } from '../preview/requests';
import { previewText } from '../preview/text';

interface PreviewOptions extends RequestOptions {
  readonly app: string;
  readonly event?: string;
  readonly all?: true;
  readonly json?: true;
}

export function previewCommand(): Command {
  return withExamples(new Command('preview')
    .description('show the tokens before and after the rules, without a server: of a user, a machine, or an event')
    .argument('[enricher]', 'construct path of the TokenEnricher, or its unambiguous end (default: by the app client, or the only one)')
    .addOption(appOption())
    .addOption(usersOption())
    .option('--user <name>', 'user in the users file; without one, the client requests a machine token')
    .addOption(new Option('--event <file>', 'pre token generation event as JSON, or - for standard input').conflicts(['user', 'scope', 'metadata', 'triggerSource', 'resource', 'acr', 'amr']))
    .option('--tables <file>', 'items by table as JSON, instead of those in the users file')
    .option('--client <client>', 'app client: construct path or its end, name, or id (default: the only one, or that of the event)')
    .option('--scope <scopes...>', 'scopes to request (default: all of the client)')
    .option('--metadata <json>', 'client metadata, as a JSON object of strings')
    .option('--trigger-source <source>', 'trigger source of the event, such as TokenGeneration_RefreshTokens')
    .option('--resource <url>', 'resource that the access token is bound to (RFC 8707)', url)
    .option('--acr <class>', 'authentication context class, after step-up authentication')
    .option('--amr <methods...>', 'authentication methods, after step-up authentication')
    .option('--now <date>', 'time of the request, such as 2030-01-01T12:00:00Z (default: now)', date)
    .option('--all', 'show the values of claims that do not change, too')
    .option('--json', 'the preview, for programs')
    .action(preview), [
    ['token-enricher preview --user jane --client Web', 'a user of the users file'],
    ['token-enricher preview --event event.json --tables tables.json --client Web', 'an event that Amazon Cognito sent'],
    ['token-enricher preview --client Machine --json', 'a machine token, for CI'],
  ]);
}

function preview(enricher: string | undefined, options: PreviewOptions): void {
  const loaded = load({ app: options.app, enrichers: enricher === undefined ? [] : [enricher], users: options.users, writesUsers: false });
  const result = options.event === undefined ? previewOfRequest(loaded, options) : previewOfEvent(options.event, loaded, options);
  const withoutFile = loaded.users === undefined && options.users !== USERS_FILE ? [`There is no ${options.users}: no users, items and answers are known.`] : [];
  const shown = { ...result, notes: [...result.notes, ...withoutFile, ...loaded.notices] };
  process.stdout.write(options.json ? `${JSON.stringify(shown, null, 2)}\n` : printable(previewText(shown, options.all ?? false)));
  if (result.denial) {
    process.exitCode = EXIT_CODES.denied;
  }
}
