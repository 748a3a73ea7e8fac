import type { PoolWarningId, ProblemId, WarningId } from './ids';

/** One mistake: its path, the given value, the allowed values, and the fix. */
export interface Problem {
  /** The stable name of the kind of mistake. */
  readonly check: ProblemId;
  /** The path in the props, such as `claims[2].value.key.pk`. */
  readonly path: string;
  readonly given: string;
  readonly allowed: string;
  readonly fix: string;
}

/** Rules or props that work, but are probably not intended. Users can acknowledge a warning by its id. */
export interface Warning {
  readonly id: WarningId | PoolWarningId;
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

export interface Findings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** Describes all problems of one construct in one string, in the order of the props. */
export function describeProblems(subject: string, all: readonly Problem[]): string {
  // an option of a wrong type causes other problems at the same path, which are left out
  const problems = all.filter(({ check, path }) => check === 'Option' || !all.some(other => other.check === 'Option' && other.path === path));
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const lines = inOrderOfProps(problems).map(({ check, path, given, allowed, fix }) => [
    `${path}: ${check}`,
    `  given:   ${given}`,
    `  allowed: ${allowed}`,
    `  fix:     ${fix}`,
  ].join('\n'));
  return `${subject} has ${count}:\n\n${lines.join('\n\n')}\n`;
}

/** Sorted by the position in the props. */
export function inOrderOfProps<T extends { readonly path: string }>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => placeIn(a.path) - placeIn(b.path));
}

const LISTS = ['userPool', 'deny', 'claims', 'scopes', 'groups', 'sources'];

/** The sort key of a path: its position in the props. */
function placeIn(path: string): number {
  const [, list, index] = /^([a-zA-Z]+)(?:\[([0-9]+)\])?/.exec(path) ?? [];
  const position = LISTS.indexOf(list);
  return (position < 0 ? LISTS.length : position) * 1_000_000 + Number(index ?? 0);
}

/** Describes a given value in a message: short, quoted, on one line. */
export function show(given: unknown): string {
  switch (typeof given) {
    case 'string': return `'${shorten(withoutTokens(given).replace(/\s/g, ' '))}'`;
    case 'undefined': return 'nothing';
    case 'function': return 'a function';
    case 'object': return given === null ? 'null' : showObject(given);
    default: return String(given);
  }
}

function showObject(given: object): string {
  return typeName(given) ?? shorten(jsonStart(given));
}

/** The class of an object; undefined for a plain map or a list. */
function typeName(given: object): string | undefined {
  const type: unknown = Object.getPrototypeOf(given)?.constructor?.name;
  return type === undefined || type === 'Object' || type === 'Array' ? undefined : `an object of ${String(type)}`;
}

/** The start of the JSON of an object, which may be huge or contain itself. */
function jsonStart(given: object): string {
  let text = '';
  const write = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      text += typeof value === 'string' ? JSON.stringify(withoutTokens(value)) : String(value);
    } else if (typeName(value) !== undefined) {
      text += typeName(value);
    } else {
      const isList = Array.isArray(value);
      text += isList ? '[' : '{';
      for (const [index, name] of Object.keys(value).entries()) {
        if (text.length > SHOWN) {
          return;
        }
        text += `${index > 0 ? ',' : ''}${isList ? '' : `${JSON.stringify(name)}:`}`;
        write((value as Record<string, unknown>)[name]);
      }
      text += isList ? ']' : '}';
    }
  };
  write(given);
  return text;
}

/** Encoded deploy-time values, whose numbers differ from one synthesis to the next. */
const ENCODED = /[$#]\{Token\[[^\]]*\]\}/g;

function withoutTokens(text: string): string {
  return text.replace(ENCODED, '<deploy-time value>');
}

/** The maximum number of characters of a given value in a message. */
const SHOWN = 80;

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 3)}...` : text;
}

/** The candidate most similar to a name, if at most a third of its letters differ. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: { name: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance <= Math.max(1, Math.floor(candidate.length / 3)) && (!best || distance < best.distance)) {
      best = { name: candidate, distance };
    }
  }
  return best?.name;
}

/** A suggestion such as `, did you mean 'email'?`, or an empty string. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const suggestion = nearest(name, candidates);
  return suggestion === undefined ? '' : `, did you mean '${suggestion}'?`;
}

/** The Damerau-Levenshtein distance: insertions, deletions, replacements, and swaps of adjacent letters. */
function editDistance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= from.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= to.length; j++) {
      const replaced = rows[i - 1][j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? rows[i - 2][j - 2] + 1 : Infinity;
      rows[i].push(Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, replaced, swapped));
    }
  }
  return rows[from.length][to.length];
}
