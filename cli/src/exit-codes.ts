/** Exit codes of all commands. */
export const EXIT_CODES = {
  /** Success. */
  success: 0,
  /** A problem of the app, of a file, or of a name that the app or a file does not have; or a bug of the command. */
  problem: 1,
  /** A wrong command line. */
  usage: 2,
  /** The rules deny the token. */
  denied: 3,
  /** A program that relies on the former tokens can fail. */
  breaking: 4,
  /** Tokens are less secure than before. */
  lessSecure: 5,
  /** There are findings that are not acknowledged. */
  findings: 6,
} as const;

/** The exit codes in the help of each command. */
export const EXIT_CODES_HELP = 'Exit codes: 0 success; 1 problem of the app, a file or a name in them; 2 wrong command line; 3 the token is denied; 4 a breaking and 5 a less secure change; 6 open findings.';
