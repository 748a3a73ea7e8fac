import { InvalidArgumentError, Option, type Command } from 'commander';
import { isCedarNamespace } from '../../../src/contract/cedar';
import { EXIT_CODES_HELP } from '../exit-codes';

export const USERS_FILE = 'token-enricher.users.json';

export const appOption = (): Option => new Option('--app <folder>', 'cloud assembly that `cdk synth` wrote').default('cdk.out');
export const usersOption = (): Option => new Option('--users <file>', 'users, groups, passwords and items for this machine').default(USERS_FILE);
export const issuerOption = (): Option => new Option('--issuer <kind>', 'issuer that tokens name: local (this machine, for any OIDC client) or cognito (Amazon Cognito, for CognitoJwtVerifier)')
  .choices(['local', 'cognito']).default('local');

export function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535) {
    throw new InvalidArgumentError('a port is a number from 0 to 65535; 0 selects any free port');
  }
  return number;
}

export function origin(text: string, others: readonly string[] = []): readonly string[] {
  if (!URL.canParse(text) || new URL(text).origin !== text) {
    throw new InvalidArgumentError('an origin is scheme, host and port, as in http://localhost:5173');
  }
  return [...others, text];
}

export function date(text: string): Date {
  const [, day] = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d.*)?$/.exec(text) ?? [];
  const read = new Date(text);
  // a day that a month does not have would be one of the next month
  if (Number.isNaN(read.getTime()) || day === undefined || new Date(day).toISOString().slice(0, 10) !== day) {
    throw new InvalidArgumentError('a date is as in 2030-01-01 or 2030-01-01T12:00:00Z');
  }
  return read;
}

export function cedarNamespace(text: string): string {
  if (!isCedarNamespace(text)) {
    throw new InvalidArgumentError('a namespace is identifiers of Cedar, as in App or Shop::Orders');
  }
  return text;
}

export function url(text: string): string {
  if (!URL.canParse(text)) {
    throw new InvalidArgumentError('a resource is a URL, as in https://api.example.com');
  }
  return text;
}

/** Accepts names of the loopback interface only: passwords in the users file are in plain text. */
export function loopback(text: string): string {
  if (!['localhost', '127.0.0.1'].includes(text)) {
    throw new InvalidArgumentError('the issuer listens on the loopback interface only, because its passwords are in a file: use localhost or 127.0.0.1, and your own tunnel to reach it from another machine');
  }
  return text;
}

/** Adds examples and the exit codes to the help of a command. */
export function withExamples(command: Command, examples: ReadonlyArray<readonly [line: string, meaning: string]>): Command {
  const lines = examples.map(([line, meaning]) => `  # ${meaning}\n  ${line}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}\n\n${EXIT_CODES_HELP}`);
}
